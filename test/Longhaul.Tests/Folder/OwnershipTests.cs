using Longhaul.Runs;
using Longhaul.Runs.Folder;

namespace Longhaul.Tests.Folder;

public sealed class OwnershipTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RunFolder Run => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("runs/penguins")]
    [InlineData("runs/penguins/")]
    [InlineData("runs/x/../penguins//")]
    public void A_slash_at_the_end_is_no_part_of_a_runs_folder(string root)
    {
        new RunFolder(_folder.At(root)).Root.ShouldBe(_folder.At("runs/penguins"));
        new RunFolder(_folder.At(root)).Id.ShouldBe("penguins");
    }

    [Fact]
    public void A_second_owner_is_told_who_holds_the_run()
    {
        using var first = RunLock.Take(Run);

        Should.Throw<UserErrorException>(() => RunLock.Take(Run)).Message.ShouldContain($"process {Environment.ProcessId}");
        RunLock.Owner(Run).ShouldBe(Environment.ProcessId);
    }

    [Fact]
    public void A_run_that_was_let_go_has_no_owner_and_can_be_taken_again()
    {
        RunLock.Take(Run).Dispose();

        RunLock.Owner(Run).ShouldBeNull();
        RunLock.Take(Run).Dispose();
    }

    [Fact]
    public void A_run_whose_owner_cannot_be_written_is_let_go_and_the_fault_is_told_as_it_is()
    {
        RunLock.Take(Run).Dispose();
        File.Delete(Path.Combine(Run.Cache, "owner.pid"));
        Directory.CreateDirectory(Path.Combine(Run.Cache, "owner.pid", "in-the-way"));

        Should.Throw<Exception>(() => RunLock.Take(Run)).ShouldNotBeOfType<UserErrorException>();

        RunLock.Owner(Run).ShouldBeNull();
    }

    [Fact]
    public async Task Those_who_look_disturb_neither_the_owner_nor_each_other()
    {
        var looking = true;
        RunLock.Take(Run).Dispose();
        var watchers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var seen = new HashSet<int?>();
            while (Volatile.Read(ref looking))
                seen.Add(RunLock.Owner(Run));
            return seen;
        })).ToArray();
        await Task.Delay(100, TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
            RunLock.Take(Run).Dispose();
        Volatile.Write(ref looking, false);

        foreach (var seen in await Task.WhenAll(watchers))
            seen.ShouldBeSubsetOf([null, Environment.ProcessId]);
    }

    [Fact]
    public void Commands_wait_in_the_order_of_their_names_until_they_are_removed()
    {
        Inbox.Leave(Run, new InboxCommand("b", "extend", "me", "60"));
        Inbox.Leave(Run, new InboxCommand("a", "stop", "me"));

        Inbox.Waiting(Run).Select(command => command.Id).ShouldBe(["a", "b"]);
        Inbox.Remove(Run, Inbox.Waiting(Run)[0]);
        Inbox.Waiting(Run).Single().ShouldBe(new InboxCommand("b", "extend", "me", "60"));
    }

    [Fact]
    public void A_file_that_is_no_command_is_left_alone()
    {
        Directory.CreateDirectory(Run.Inbox);
        File.WriteAllText(Path.Combine(Run.Inbox, "x.json"), "{");

        Inbox.Waiting(Run).ShouldBeEmpty();
        File.Exists(Path.Combine(Run.Inbox, "x.json")).ShouldBeTrue();
    }
}
