using Longhaul.Evaluation.Rubrics;
using Longhaul.Papers;
using Longhaul.Papers.Region;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;

namespace Longhaul.Tracks.Papers;

/// <summary>The first stages: what was given is copied into the run, and the paper is split into the parts that roles read.</summary>
internal sealed class PaperInputs(RunLedger ledger)
{
    private RunFolder Folder => ledger.Folder;

    /// <summary>Copies the paper into the run, once; gives the run's own.</summary>
    /// <exception cref="RubricException">Its rubric can't be used.</exception>
    /// <exception cref="IOException">The disk is full, or a file can't be read.</exception>
    public PaperPackage Copy(PaperPackage paper)
    {
        if (!IsDone("task"))
        {
            // What can't be judged in the end is told before anything is spent.
            if (paper.Rubric is { } rubric)
                Rubric.Read(rubric);
            PaperSnapshot.Take(paper, Folder);
            Done("task", [Path.Combine(Folder.Task, "paper.json")]);
        }

        return PaperSnapshot.Read(Folder);
    }

    /// <summary>Writes <c>workspace/paper/</c>, once.</summary>
    /// <param name="showsRubric">Whether the team may see what the rubric asks for.</param>
    /// <exception cref="PaperException">The paper can't be read.</exception>
    public void Split(PaperPackage own, bool showsRubric, CancellationToken cancellationToken)
    {
        if (IsDone("paper"))
            return;
        var folder = Path.Combine(Folder.Workspace, "paper");
        var written = PaperRegion.Write(PaperReader.Read(own.Paper, cancellationToken: cancellationToken), folder).Select(file => Path.Combine(folder, file)).ToList();
        foreach (var (source, name) in new[] { (own.Addendum, "addendum.md"), (own.Blacklist, "blacklist.txt") })
        {
            if (source is null)
                continue;
            AtomicFile.Copy(source, Path.Combine(folder, name));
            written.Add(Path.Combine(folder, name));
        }

        if (showsRubric && own.Rubric is { } rubric)
        {
            AtomicFile.Write(Path.Combine(folder, VisibleRubric.FileName), VisibleRubric.Of(Rubric.Read(rubric)));
            written.Add(Path.Combine(folder, VisibleRubric.FileName));
        }

        Done("paper", written);
    }

    private bool IsDone(string stage) => ledger.State.Stages.Exists(done => done.Stage == stage);

    private void Done(string stage, IEnumerable<string> files) => ledger.Record(stage, new StageDone(
        stage, files.ToDictionary(file => Path.GetRelativePath(Folder.Root, file), file => ContentHash.OfFile(file).Value, StringComparer.Ordinal)));
}
