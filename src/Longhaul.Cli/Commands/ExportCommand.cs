using System.CommandLine;
using Longhaul.Cli.Exporting;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Cli.Progress;
using Longhaul.Runs;
using Longhaul.Tracks.Exporting;
using Longhaul.Tracks.Papers;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul export</c>: the solution as a folder that predicts new rows, or as an archive; or the whole run as one archive.</summary>
internal sealed class ExportCommand : RunNamingCommand
{
    private readonly Option<bool> _whole = new("--whole") { Description = "The whole run as an archive, without private part and vault." };
    private readonly Option<string?> _out = new("--out") { Description = "The solution's folder. Default: RUN-solution here.", HelpName = "DIR" };
    private readonly Option<string?> _to = new("--to") { Description = "An archive instead of a folder. Default with --whole: RUN.zip here.", HelpName = "FILE" };

    public ExportCommand(Session session)
        : base(session, "export", "The solution as a folder that predicts new rows with one command; of a paper the repository; --whole: the run.", "longhaul export penguins --out penguins-solution")
    {
        Add(_whole);
        Add(_out);
        Add(_to);
    }

    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = Folder(arguments);
        var (whole, archive) = (arguments.GetValue(_whole), arguments.GetValue(_to));
        if (arguments.GetValue(_out) is not null && (whole || archive is not null))
            throw new UserErrorException("--out names a folder; with --whole or --to an archive is written. Use one of them.");
        // What is unfinished stands beside it: a slash at the end would put it inside.
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(archive ?? (whole ? $"{folder.Id}.zip" : arguments.GetValue(_out) ?? $"{folder.Id}-solution")));
        if (Path.Exists(path))
            throw new UserErrorException($"{path}: it is there already. Name another with {(whole || archive is not null ? "--to" : "--out")}.");
        var run = RunOnDisk.Read(folder);
        var count = whole ? Export.Write(path, Export.Whole(folder)) : await SolutionAsync(run, path, archive is not null, cancellationToken).ConfigureAwait(false);
        if (Json(arguments))
            CliJson.Print(Session, new ExportResult(folder.Root, whole || archive is not null ? path : null, whole || archive is not null ? null : path, count), CliJson.Default.ExportResult);
        else
            await Session.Out.WriteLineAsync($"{count} files in {path}").ConfigureAwait(false);
        return 0;
    }

    private async Task<int> SolutionAsync(RunOnDisk run, string path, bool asArchive, CancellationToken cancellationToken)
    {
        if (run.Owner is not null && run.State.End is null)
            throw new UserErrorException($"{run.Folder.Root}: the run still works (process {run.Owner}), and its solution may change. Wait for its end, or `longhaul stop {run.Folder.Id}`.");
        var ofPaper = run.Settings.Track == "paper";
        var submitted = ofPaper ? null : await new FinalFits(run.Folder, run.Settings, run.State, Session.Clock).EnsureAsync(cancellationToken).ConfigureAwait(false);
        // Beside its place first, so that what fails halfway leaves nothing that looks whole.
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            var count = ofPaper ? PaperExport.Write(run.Folder, run.State, unfinished) : new SolutionExport(run.Folder, run.State).Write(unfinished, submitted ?? true);
            if (asArchive)
                return Export.Write(path, Export.Below(unfinished, "", _ => true));
            Directory.Move(unfinished, path);
            return count;
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }
    }
}

/// <summary>What <c>export --json</c> prints: the folder or the archive, and how many files it holds.</summary>
internal sealed record ExportResult(string Run, string? Archive, string? Folder, int Files);
