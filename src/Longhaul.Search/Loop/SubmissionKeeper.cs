using System.Text.Json;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;

namespace Longhaul.Search.Loop;

/// <summary>Keeps <c>submission/best/</c> at the best valid submission so far (law 6).</summary>
public sealed class SubmissionKeeper(RunLedger ledger, TaskData data, FoldScorer scorer)
{
    /// <summary>The folder beside the members' final fits where what they predict together stands.</summary>
    public const string Final = "predictions";

    private RunFolder Folder => ledger.Folder;

    /// <summary>Where the best submission stands.</summary>
    public string Path => System.IO.Path.Combine(Folder.BestSubmission, data.Task.Submission.File);

    /// <summary>Makes the candidate's predictions the best submission, or its final fit's where there is one, unless they are already.</summary>
    public void Keep(Candidate best)
    {
        var current = ledger.State.Submissions is [.., var last] ? last.Submission : null;
        if (current?.Candidate != best.Id.Number || current.Final != IsFinal(best) || !File.Exists(Path) || ContentHash.OfFile(Path).Value != current.Sha256)
            Replace(best, current);
        WriteRegistry();
    }

    /// <summary>What the candidate's experiment, or the host for a blend, predicted for the test rows: the submission's columns.</summary>
    public IReadOnlyList<Column> TestColumns(Candidate candidate)
    {
        var predictions = Predictions(Evidence(candidate));
        var rows = PredictionsTable.TestRows(predictions);
        return [.. predictions.Columns.Skip(2).Select(column => column.Rows(rows))];
    }

    private bool IsFinal(Candidate best) => (ledger.State.Final ?? ledger.State.FitBefore?.Final) is { Replaces: true } final && final.Candidate == best.Id.Number;

    private string Evidence(Candidate candidate) => Folder.Experiment(candidate.Experiment?.ToString() ?? candidate.Id.ToString());

    private static Table Predictions(string folder) => Table.Read(System.IO.Path.Combine(folder, "predictions.csv"));

    private void Replace(Candidate best, SubmissionUpdated? current)
    {
        var final = IsFinal(best);
        TableWriter.Write(Path, scorer.Submission(Predictions(final ? Folder.FinalFit(Final) : Evidence(best))));
        var hash = ContentHash.OfFile(Path).Value;
        if (current?.Candidate != best.Id.Number || current.Final != final || current.Sha256 != hash)
            ledger.Record(best.Id.ToString(), new SubmissionUpdated(best.Id.Number, data.Task.Submission.File, hash, best.Score!, final));
    }

    // A crash may have come between the record and the registry.
    private void WriteRegistry()
    {
        var text = string.Concat(ledger.State.Submissions.Select(entry => JsonSerializer.Serialize(new RegistryLine(entry.Submission), RegistryJson.Default.RegistryLine) + "\n"));
        if (!File.Exists(Folder.SubmissionRegistry) || File.ReadAllText(Folder.SubmissionRegistry) != text)
            AtomicFile.Write(Folder.SubmissionRegistry, text);
    }
}
