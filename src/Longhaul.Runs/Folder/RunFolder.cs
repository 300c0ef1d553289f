namespace Longhaul.Runs.Folder;

/// <summary>The places in a run's folder (DESIGN §3). All paths are absolute; nothing inside the folder stores one.</summary>
public sealed record RunFolder
{
    /// <param name="root">The run's folder; made absolute, without a slash at its end.</param>
    public RunFolder(string root) => Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    public string Root { get; }

    /// <summary>The run's name: the folder's.</summary>
    public string Id => Path.GetFileName(Root);

    public string Settings => Path.Combine(Root, "run.json");
    public string Task => Path.Combine(Root, "task");
    public string Data => Path.Combine(Root, "data");

    /// <summary>What our own trainer is given.</summary>
    public string TrainerData => Path.Combine(Data, "trainer");

    /// <summary>The candidate contract's view of one fold: what is mounted as <c>data/</c>.</summary>
    public string FoldData(int fold) => Path.Combine(Data, $"fold-{fold}");

    /// <summary>What our own trainer is given for the final fit: every labelled row.</summary>
    public string FinalData => Path.Combine(Data, "final");

    /// <summary>What a command is given for the final fit.</summary>
    public string WholeData => Path.Combine(Data, "whole");

    public string Workspace => Path.Combine(Root, "workspace");
    public string Map => Path.Combine(Workspace, "map.md");
    public string Summary => Path.Combine(Workspace, "analysis", "summary.md");
    public string Alarms => Path.Combine(Workspace, "analysis", "alarms.md");
    public string Profile => Path.Combine(Workspace, "analysis", "profile.json");
    public string Plan => Path.Combine(Workspace, "plan", "prioritized_tasks.md");
    public string Code => Path.Combine(Workspace, "code");
    public string Experiments => Path.Combine(Workspace, "experiments");

    /// <summary>The folder of one experiment's Evidence: <c>workspace/experiments/e7</c>.</summary>
    public string Experiment(string id) => Path.Combine(Experiments, id);

    /// <summary>A champion's member, fitted once more on all rows: its model, and what it predicts for the test rows.</summary>
    public string FinalFit(string member) => Path.Combine(Root, "final", member);

    public string ImplementationLog => Path.Combine(Workspace, "log", "impl_log.md");
    public string ExperimentLog => Path.Combine(Workspace, "log", "exp_log.md");
    public string Notes => Path.Combine(Workspace, "notes");
    public string Submissions => Path.Combine(Workspace, "submission");
    public string SubmissionRegistry => Path.Combine(Submissions, "registry.jsonl");
    public string BestSubmission => Path.Combine(Submissions, "best");
    public string Inbox => Path.Combine(Root, "inbox");

    /// <summary>What commands asked of the network, a line each; there only where something was asked.</summary>
    public string NetworkLog => Path.Combine(Root, "network.jsonl");

    /// <summary>What the host has added for the run's commands: a folder for each installation.</summary>
    public string Environment => Path.Combine(Root, "environment");

    public string Report => Path.Combine(Root, "report");
    public string Grade => Path.Combine(Root, "grade.json");
    public string Journal => Path.Combine(Root, "journal.jsonl");
    public string Objects => Path.Combine(Root, "objects");
    public string Vault => Path.Combine(Root, "vault");
    public string Cache => Path.Combine(Root, "cache");

    /// <summary>Whether this looks like a run's folder at all.</summary>
    public bool Exists => File.Exists(Settings) || File.Exists(Journal);

    /// <summary>Whether this is a run's folder for certain: nothing else has both files.</summary>
    public bool IsCertain => File.Exists(Settings) && File.Exists(Journal);
}
