using Longhaul.Evaluation.Scoring;
using Longhaul.Reporting.Figures;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Writing;

/// <summary>What a report is written from.</summary>
public sealed record ReportContext(RunFolder Folder, RunSettings Settings, RunState State, TaskPackage Task, ReportNotes Notes)
{
    /// <summary>Values for references.</summary>
    public FigureSource Figures { get; } = new(State);

    /// <summary>The candidate whose submission counts; null when none is valid.</summary>
    public Candidate? Champion { get; } = Champions.Of(State);

    /// <summary>A reference, or a dash where the figure is not known.</summary>
    public string Reference(string subject, string quantity, int? argument = null) =>
        Figures.Has(subject, quantity, argument) ? new FigureReference.Measured(subject, quantity, argument).ToString() : "–";

    /// <summary>A reference to a score's spread, or a dash where there is one fold alone, as for a look.</summary>
    public string Spread(string subject, Score? score) => score?.ScoredFolds > 1 ? Reference(subject, "spread") : "–";

    /// <summary>A path below the run's folder, with <c>/</c>.</summary>
    public string Relative(string path) => Path.GetRelativePath(Folder.Root, path).Replace(Path.DirectorySeparatorChar, '/');
}

/// <summary>Which candidate a run's result is.</summary>
public static class Champions
{
    /// <summary>What the journal names at the end, else whose submission is current, else the best by score.</summary>
    public static Candidate? Of(RunState state)
    {
        var number = state.End?.Best ?? (state.Submissions is [.., var last] ? last.Submission.Candidate : null);
        return state.Graph.Candidates.Find(candidate => candidate.Id.Number == number) ?? state.Champion;
    }

    /// <summary>The id that a candidate's figures carry: its experiment's, or its own when the host made it.</summary>
    public static string Subject(this Candidate candidate) => candidate.Experiment?.ToString() ?? candidate.Id.ToString();

    /// <summary>The folder of its Evidence below <c>workspace/experiments/</c>.</summary>
    public static string Evidence(this Candidate candidate, RunFolder folder) => folder.Experiment(candidate.Subject());
}
