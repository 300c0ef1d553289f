using System.CommandLine;
using System.Globalization;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Reporting.Verification;
using Longhaul.Runs;
using Longhaul.Search.Graph;
using Longhaul.Tracks.Hosting;
using Longhaul.Tracks.Papers;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul verify</c>: holds a run against itself: chain, hashes, scores, report. 1 when something doesn't agree.</summary>
internal sealed class VerifyCommand : RunNamingCommand
{
    private readonly Option<string?> _head = new("--head") { Description = "Is this hash, noted elsewhere, in the journal's chain?", HelpName = "HASH" };

    private readonly Option<string?> _rerun = new("--rerun") { Description = "Run this experiment again and compare what it gives.", HelpName = "ID" };

    public VerifyCommand(Session session)
        : base(session, "verify", "Recompute scores and hashes, and hold the report against them.", "longhaul verify penguins")
    {
        Add(_head);
        Add(_rerun);
    }

    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = Folder(arguments);
        var options = new VerifyOptions
        {
            Head = arguments.GetValue(_head),
            Rerun = arguments.GetValue(_rerun) is { } id ? Experiment(id) : null,
            RerunTrialWith = new PaperRerun(folder, Session.Clock).RunAsync,
            RerunWith = new RerunHost(folder, Session.Clock).RunAsync,
        };
        var report = await Verifier.VerifyAsync(folder, options, cancellationToken);
        if (Json(arguments))
            CliJson.Print(Session, VerifyResult.Of(folder.Root, report), CliJson.Default.VerifyResult);
        foreach (var line in Json(arguments) ? [] : report.Lines)
            Session.Out.WriteLine(line);
        return report.Ok ? 0 : 1;
    }

    private static ExperimentId Experiment(string text) => text is ['e', .. var digits] && int.TryParse(digits, CultureInfo.InvariantCulture, out var number)
        ? new ExperimentId(number)
        : throw new UserErrorException($"--rerun: '{text}' is no experiment; they are called e1, e2, ….");
}

/// <summary>What <c>verify --json</c> prints.</summary>
internal sealed record VerifyResult(string Run, bool Ok, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Checked, IReadOnlyList<string> Notes, string JournalHead)
{
    public static VerifyResult Of(string run, VerifyReport report) => new(run, report.Ok, report.Findings, report.Checked, report.Notes, report.Head);
}
