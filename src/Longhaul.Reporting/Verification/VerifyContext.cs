using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tasks;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Verification;

/// <summary>What the checks read from, and where they write what they find.</summary>
internal sealed class VerifyContext(RunFolder folder, RunSettings settings, TaskPackage? task, JournalContent journal)
{
    private FoldScorer? _scorer;

    public RunFolder Folder => folder;
    public RunSettings Settings => settings;

    /// <summary>The competition.</summary>
    /// <exception cref="InvalidOperationException">The run reproduces a paper.</exception>
    public TaskPackage Task => task ?? throw new InvalidOperationException("The run has no tables.");

    public JournalContent Journal => journal;

    /// <summary>The state after the journal's sound entries.</summary>
    public RunState State { get; } = RunState.Of(journal.Entries, task?.Metric.Direction ?? Direction.Maximize);

    public List<Finding> Findings { get; } = [];
    public List<string> Checked { get; } = [];
    public List<string> Notes { get; } = [];

    /// <summary>Whether the journal's chain holds from the first line to the last.</summary>
    public bool JournalIsWhole { get; init; } = true;

    /// <summary>Scores predictions as the run did; null, with a finding, when the task's data can't be read any more.</summary>
    public FoldScorer? Scorer()
    {
        if (_scorer is not null)
            return _scorer;
        try
        {
            var data = TaskData.Load(Task, settings);
            return _scorer = new FoldScorer(data);
        }
        catch (Exception problem) when (problem is UserErrorException or IOException)
        {
            if (!Findings.Exists(finding => finding.File == "task"))
                Add("task", $"the scores can't be recomputed: {problem.Message}");
            return null;
        }
    }

    public void Add(string file, string problem) => Findings.Add(new Finding(file, problem));

    /// <summary>Holds a file against its recorded hash; says whether it agrees.</summary>
    /// <param name="path">Below the run's folder.</param>
    public bool Agrees(string path, string hash, string owner)
    {
        var file = Path.GetFullPath(Path.Combine(folder.Root, path));
        if (!file.StartsWith(folder.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return Disagree(path, $"{owner} names a file outside of the run");
        try
        {
            var info = new FileInfo(file);
            if (!info.Exists)
                return Disagree(path, $"is missing; {owner} recorded it with the hash {hash[..Math.Min(12, hash.Length)]}…");
            if (info.LinkTarget is not null)
                return Disagree(path, $"is a link; {owner} recorded a file");
            var now = ContentHash.OfFile(file).Value;
            return now == hash || Disagree(path, $"was changed: its hash is {now[..12]}…, {owner} recorded {hash[..Math.Min(12, hash.Length)]}…");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Disagree(path, $"can't be read: {problem.Message}");
        }
    }

    private bool Disagree(string path, string problem)
    {
        Add(path, problem);
        return false;
    }
}
