using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Tracks.Papers;
using Longhaul.Tracks.Recording;

namespace Longhaul.Tests.Tracks.Recording;

public sealed class JobTapeTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_written_anew_with_the_same_bytes_is_touched_in_a_replay_too()
    {
        var (live, stamps) = Code("live");
        using (var writer = new SessionWriter(_folder.At("session.jsonl")))
        {
            writer.Add(new SessionHeader(1, "sums", "mailbox", 1, 1, 0));
            await JobTape.RecordAsync(writer, new JobId("e1"), live, _folder.At("live.log"), () =>
            {
                File.WriteAllText(Path.Combine(live[0].Source, "results.txt"), "5050");
                return Task.FromResult(new JobOutcome(Ending.Success, 0, TimeSpan.Zero, TimeSpan.Zero, new Bytes(0)));
            });
        }

        var (played, again) = Code("played");
        JobTape.Play(SessionRecording.Read(_folder.At("session.jsonl")), new JobId("e1"), played, _folder.At("played.log"));

        stamps.Touched().Select(file => file.Path).ShouldBe(["results.txt"]);
        again.Touched().Select(file => file.Path).ShouldBe(["results.txt"]);
    }

    [Fact]
    public async Task Folders_come_and_go_in_a_replay_as_they_did()
    {
        var (live, _) = Code("live");
        Directory.CreateDirectory(Path.Combine(live[0].Source, "trial"));
        File.WriteAllText(Path.Combine(live[0].Source, "trial", "a.csv"), "1");
        using (var writer = new SessionWriter(_folder.At("session.jsonl")))
        {
            writer.Add(new SessionHeader(1, "sums", "mailbox", 1, 1, 0));
            await JobTape.RecordAsync(writer, new JobId("e1"), live, _folder.At("live.log"), () =>
            {
                Directory.Delete(Path.Combine(live[0].Source, "trial"), recursive: true);
                Directory.CreateDirectory(Path.Combine(live[0].Source, "empty", "inner"));
                return Task.FromResult(new JobOutcome(Ending.Success, 0, TimeSpan.Zero, TimeSpan.Zero, new Bytes(0)));
            });
        }

        var (played, _) = Code("played");
        Directory.CreateDirectory(Path.Combine(played[0].Source, "trial"));
        File.WriteAllText(Path.Combine(played[0].Source, "trial", "a.csv"), "1");
        JobTape.Play(SessionRecording.Read(_folder.At("session.jsonl")), new JobId("e1"), played, _folder.At("played.log"));

        Directory.Exists(Path.Combine(played[0].Source, "trial")).ShouldBeFalse();
        Directory.Exists(Path.Combine(played[0].Source, "empty", "inner")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_cannot_be_looked_through_is_on_no_tape_and_told()
    {
        var (live, _) = Code("live");
        using (var writer = new SessionWriter(_folder.At("session.jsonl")))
        {
            writer.Add(new SessionHeader(1, "sums", "mailbox", 1, 1, 0));
            await JobTape.RecordAsync(writer, new JobId("e1"), live, _folder.At("live.log"), () =>
            {
                Directory.CreateDirectory(Path.Combine([live[0].Source, .. Enumerable.Repeat("d", 210)]));
                return Task.FromResult(new JobOutcome(Ending.Success, 0, TimeSpan.Zero, TimeSpan.Zero, new Bytes(0)));
            });
        }

        var (played, again) = Code("played");
        var outcome = JobTape.Play(SessionRecording.Read(_folder.At("session.jsonl")), new JobId("e1"), played, _folder.At("played.log"));

        outcome.Detail.ShouldNotBeNull().ShouldContain("too deep");
        again.Touched().ShouldBeEmpty();
    }

    private (IReadOnlyList<Mount> Mounts, FileStamps Stamps) Code(string name)
    {
        var folder = Directory.CreateDirectory(_folder.At(name)).FullName;
        File.WriteAllText(Path.Combine(folder, "results.txt"), "5050");
        File.WriteAllText(Path.Combine(folder, "code.sh"), "echo");
        return ([new Mount(folder, "code", Writable: true)], FileStamps.Of(folder));
    }
}
