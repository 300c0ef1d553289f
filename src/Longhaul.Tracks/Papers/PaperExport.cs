using System.Globalization;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Search.State;

namespace Longhaul.Tracks.Papers;

/// <summary>Writes what a paper's run delivers as a folder that works without Longhaul: the committed repository with its history, the report, how to run it.</summary>
public static class PaperExport
{
    /// <summary>Writes the folder.</summary>
    /// <param name="folder">Must not be there yet.</param>
    /// <returns>How many files it holds.</returns>
    /// <exception cref="UserErrorException">Nothing was committed, or the repository can't be opened.</exception>
    public static int Write(RunFolder run, RunState state, string folder)
    {
        var commit = state.Paper.Reproduced is { Commit.Length: > 0 } final ? final.Commit
            : state.Paper.Head ?? throw new UserErrorException($"{run.Root}: no code was committed yet, so there is nothing to export.");
        Directory.CreateDirectory(folder);
        var code = Path.Combine(folder, "code");
        using (var repository = PaperHistory.Open(run, commit))
            repository.CloneTo(code);
        ForgetOrigin(code);
        if (Directory.Exists(run.Report))
        {
            foreach (var file in JobFiles.List(run.Report))
                AtomicFile.Copy(Path.Combine(run.Report, file.Path), Path.Combine(folder, "report", file.Path));
        }

        AtomicFile.Write(Path.Combine(folder, "README.md"), ReadMe(PaperSnapshot.Read(run), state, commit));
        return Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Count();
    }

    // What a clone notes down of where it came from names a folder of this machine.
    private static void ForgetOrigin(string code)
    {
        FolderRemoval.Remove(Path.Combine(code, ".git", "logs"));
        File.Delete(Path.Combine(code, ".git", "FETCH_HEAD"));
    }

    private static string ReadMe(PaperPackage paper, RunState state, string commit) => $"""
        # {Printable.Line(paper.Title, 200)}: the reproduction

        `code/` is a git repository at commit `{commit}`. To reproduce the paper's results with it, type:

        ```sh
        cd code && bash reproduce.sh
        ```

        {Reproduced(state.Paper)}{Network(paper)}

        - `code/`: the repository with its history; each commit is a snapshot of the work.
        {(state.Report is null ? "" : "- `report/`: what was reproduced and how close (`final_self_check.md`), how it came about and how it was judged (`report.md`).\n")}
        """ + "\n";

    private static string Reproduced(PaperState paper) => paper.Reproduced switch
    {
        { Ending: { } ending } final => string.Create(CultureInfo.InvariantCulture, $"In a clean clone and a fresh sandbox it ended with {ending.ToString().ToLowerInvariant()} after {final.WallSeconds:0} s and made or changed {final.Touched} files."),
        { } => "It was not run in a fresh sandbox at the end, so nothing shows that it works elsewhere.",
        null => "The run has not come to its last reproduction, so nothing shows that it works elsewhere.",
    };

    private static string Network(PaperPackage paper) => paper.Resources.Hosts.Count == 0
        ? " It had no network."
        : $" It could reach {string.Join(", ", paper.Resources.Hosts)}, and no other host.";
}
