using Longhaul.Cli.Benching;
using Longhaul.Cli.Commands;
using Longhaul.Cli.Commands.Tasks;
using Longhaul.Cli.Hosting;

namespace Longhaul.Tests.Cli;

public sealed class PaperCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Running_a_paper_without_a_model_ends_with_3_and_names_the_option()
    {
        (await InvokeAsync("run", _folder.Write("paper.pdf", "%PDF-1.7"), "--yes")).ShouldBe(3);

        _error.ToString().ShouldContain("--model openai:NAME");
    }

    [Fact]
    public void Papers_are_no_part_of_a_suite_of_competitions()
    {
        Suite.Find(Repository.Tasks, "mle").Select(folder => Path.GetFileName(folder)).ShouldBe(Repository.TasksOf("mle"));
        Suite.Find(Repository.Tasks, "paper").Select(folder => Path.GetFileName(folder)).ShouldBe(Repository.TasksOf("paper"));
    }

    [Fact]
    public async Task Checking_a_paper_says_what_lies_beside_it()
    {
        _folder.Write("rice/paper.md", "# RICE\n");
        _folder.Write("rice/blacklist.txt", "https://github.com/x/y\n");
        _folder.Write("rice/rubric.json", """{"id": "r", "requirements": "x", "weight": 1, "task_category": "Code Execution"}""");

        (await InvokeAsync("task", "check", _folder.At("rice"))).ShouldBe(0, _error.ToString());

        _out.ToString().ShouldContain("task        rice: RICE");
        _out.ToString().ShouldContain("a blacklist");
        _out.ToString().ShouldContain("by 1 leaves: 0 code development, 1 code execution, 0 result analysis");
    }

    [Fact]
    public async Task Checking_a_paper_with_a_broken_rubric_ends_with_1_and_its_place()
    {
        _folder.Write("rice/paper.md", "# RICE\n");
        _folder.Write("rice/rubric.json", "{\n\"id\": 3}");

        (await InvokeAsync("task", "check", _folder.At("rice"))).ShouldBe(1);

        _error.ToString().ShouldContain("rubric.json:2:7: 'id' must be a text.");
    }

    private Task<int> InvokeAsync(params string[] arguments)
    {
        var session = new Session(TimeProvider.System, TextReader.Null, _out, _error, interactive: false);
        return CommandLine.InvokeAsync(session, arguments, [new RunCommand(session), new TaskCommand(session), new GradeCommand(session)]);
    }
}
