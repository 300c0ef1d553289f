using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;

namespace Longhaul.Reporting.Verification;

/// <summary>
/// Holds a run against itself (DESIGN §8): the journal's chain, every stored file against its hash, every score against its predictions, the
/// submission, the grade, and each figure of the report. Reads only.
/// </summary>
public static class Verifier
{
    private static readonly Action<VerifyContext>[] OfCompetitions = [StoredFilesCheck.Run, ScoresCheck.Run, BestSubmissionCheck.Run, GradeCheck.Run, ReportCheck.Run];
    private static readonly Action<VerifyContext>[] OfPapers = [PaperFilesCheck.Run, PaperGradeCheck.Run, PaperReportCheck.Run];

    /// <summary>Everything that doesn't agree; an honest run has no finding.</summary>
    /// <exception cref="UserErrorException">This is no run, it has no task yet, or an option can't be used.</exception>
    public static async Task<VerifyReport> VerifyAsync(RunFolder folder, VerifyOptions? options, CancellationToken cancellationToken)
    {
        options ??= new VerifyOptions();
        var (journal, damage) = JournalReader.ReadSound(folder.Journal);
        var ofPaper = PaperSnapshot.IsIn(folder);
        var context = new VerifyContext(folder, RunSettings.Read(folder), ofPaper ? null : TaskSnapshot.Read(folder), journal) { JournalIsWhole = damage is null };
        JournalCheck.Run(context, damage, options.Head);
        foreach (var check in ofPaper ? OfPapers : OfCompetitions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Run(() => check(context), cancellationToken).ConfigureAwait(false);
        }

        await (ofPaper ? TrialRerunCheck.RunAsync(context, options, cancellationToken) : RerunCheck.RunAsync(context, options, cancellationToken)).ConfigureAwait(false);
        return new VerifyReport([.. context.Findings.Distinct()], context.Checked, context.Notes, journal.Head.Value);
    }
}
