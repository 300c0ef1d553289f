using Longhaul.Models.Tokens;
using Longhaul.Team.Context;
using Longhaul.Team.Roles;
using Microsoft.Extensions.AI;

namespace Longhaul.Tests.Team;

public sealed class PromptAssemblyTests
{
    private static readonly TokenCounter Tokens = new();

    [Fact]
    public void No_prompt_is_larger_than_its_cap_whatever_the_files_hold()
    {
        var huge = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i * 7919 % 10_007:x} word "));
        var caps = new PromptCaps();
        var now = new Surroundings { Charter = huge, Task = huge, Brief = huge, Map = huge, Notes = huge, Files = [("a", huge), ("b", huge)], State = huge, Nudge = huge };

        var prompt = new PromptAssembly(Tokens, caps).Make(now, []);

        prompt.Tokens.ShouldBeLessThanOrEqualTo(caps.Total);
        prompt.Messages.Sum(message => Tokens.Count(message.Text)).ShouldBeLessThanOrEqualTo(caps.Total);
    }

    [Fact]
    public void Exchanges_that_no_longer_fit_are_left_behind_as_a_whole()
    {
        var assembly = new PromptAssembly(Tokens, new PromptCaps());
        List<ExchangeText> exchanges = [];
        var rebuilt = 0;
        var largest = 0;
        for (var step = 0; step < 200; step++)
        {
            var prompt = assembly.Make(Small(), exchanges);
            largest = Math.Max(largest, prompt.Tokens);
            if (prompt.Rebuilt)
            {
                rebuilt++;
                exchanges.Clear();
            }

            exchanges.Add(Exchange(step, string.Concat(Enumerable.Range(0, 1000).Select(i => $"{step * i} "))));
        }

        rebuilt.ShouldBeGreaterThan(1);
        largest.ShouldBeLessThanOrEqualTo(24_000);
    }

    [Theory]
    [InlineData(12_000, 3_000)]
    [InlineData(16_000, 5_000)]
    [InlineData(20_000, 2_000)]
    public void A_small_prompt_has_room_for_the_last_exchange_whatever_the_files_hold(int total, int tools)
    {
        var huge = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i * 7919 % 10_007:x} word "));
        var now = new Surroundings { Charter = huge[..5_000], Task = huge, Brief = huge, Map = huge, Notes = huge, Files = [("a", huge), ("b", huge)], State = huge };

        var prompt = new PromptAssembly(Tokens, PromptCaps.For(total, tools), tools).Make(now, [Exchange(1, huge)]);

        prompt.Rebuilt.ShouldBeFalse();
        (prompt.Tokens + tools).ShouldBeLessThanOrEqualTo(total);
    }

    [Fact]
    public void A_prompt_of_the_usual_size_or_more_keeps_the_usual_caps()
    {
        PromptCaps.For(24_000, 3_000).ShouldBe(new PromptCaps());
        PromptCaps.For(100_000, 3_000).ShouldBe(new PromptCaps(100_000));
    }

    [Fact]
    public void What_never_changes_comes_first_so_that_caches_serve_it()
    {
        var assembly = new PromptAssembly(Tokens, new PromptCaps());
        List<ExchangeText> exchanges = [Exchange(1, "one")];

        var before = assembly.Make(Small() with { State = "10 min left" }, exchanges);
        exchanges.Add(Exchange(2, "two"));
        var after = assembly.Make(Small() with { State = "9 min left", Map = "another map" }, exchanges);

        before.Messages.Zip(after.Messages).TakeWhile(pair => pair.First.Text == pair.Second.Text && pair.First.Role == pair.Second.Role).Count().ShouldBe(4);
    }

    [Fact]
    public void A_long_result_is_cut_in_the_middle_and_says_where_the_whole_is()
    {
        var text = "the beginning " + new string('x', 100_000) + " the end";

        var prompt = new PromptAssembly(Tokens, new PromptCaps()).Make(Small(), [Exchange(1, text)]);

        var result = prompt.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Single().Result!.ToString()!;
        result.ShouldStartWith("the beginning");
        result.ShouldEndWith("the end");
        result.ShouldContain("the whole is in log of s1.1.1");
    }

    [Fact]
    public void A_cut_of_numbered_lines_says_which_to_read_again()
    {
        var text = string.Concat(Enumerable.Range(1, 5_000).Select(line => $"{line}: some words on this line\n"));

        var prompt = new PromptAssembly(Tokens, new PromptCaps()).Make(Small(), [Exchange(1, text)]);

        var result = prompt.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Single().Result!.ToString()!;
        var left = System.Text.RegularExpressions.Regex.Match(result, "lines (\\d+) to (\\d+) left out");
        var shown = System.Text.RegularExpressions.Regex.Matches(result, "(?m)^(\\d+): ").Select(line => int.Parse(line.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        shown.ShouldContain(int.Parse(left.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) - 1);
        shown.ShouldContain(int.Parse(left.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture) + 1);
    }

    [Fact]
    public void New_results_are_whole_where_there_is_room()
    {
        var text = string.Concat(Enumerable.Range(1, 1_200).Select(line => $"{line}: some words\n"));

        var prompt = new PromptAssembly(Tokens, new PromptCaps()).Make(Small(), [Exchange(1, text)]);

        prompt.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Single().Result!.ToString().ShouldBe(text);
    }

    [Fact]
    public void Short_files_leave_their_share_to_long_ones()
    {
        var caps = new PromptCaps();
        var text = string.Concat(Enumerable.Range(1, 700).Select(line => $"word {line}\n"));
        Tokens.Count(text).ShouldBeInRange(caps.Files / 2, caps.Files - 200);

        var prompt = new PromptAssembly(Tokens, caps).Make(Small() with { Files = [("short.md", "few words"), ("long.md", text)] }, []);

        prompt.Messages.ShouldContain(message => message.Text.Contains(text));
    }

    [Fact]
    public void Who_judges_sees_no_map_and_no_notes()
    {
        var prompt = new PromptAssembly(Tokens, new PromptCaps()).Make(Small() with { Map = "", NotesPath = null }, []);

        prompt.ByName.Keys.ShouldNotContain("map");
        prompt.ByName.Keys.ShouldNotContain("notes");
        RoleBook.All["judge"].Judges.ShouldBeTrue();
    }

    public static TheoryData<string> Roles => [.. RoleBook.All.Keys];

    [Theory]
    [MemberData(nameof(Roles))]
    public void Every_charter_and_the_rules_fit_into_their_cap(string name) =>
        Tokens.Count($"{RoleBook.All[name].Charter}\n\n{RoleBook.Prompt("rules")}").ShouldBeLessThan(1_200);

    private static Surroundings Small() => new() { Charter = "You are terse.", Task = "Predict y.", Brief = "Do it.", Map = "- code/", Notes = "", State = "all is well" };

    private static ExchangeText Exchange(int step, string result) => new(
        new ChatMessage(ChatRole.Assistant, [new FunctionCallContent($"call-{step}", "read", new Dictionary<string, object?>(StringComparer.Ordinal) { ["path"] = $"code/{step}.py" })]),
        [($"call-{step}", result, "log of s1.1.1")]);
}
