using System.Text;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Submissions;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Search.FinalFit;

namespace Longhaul.Search.Experiments;

/// <summary>
/// Runs a command by the candidate contract (DESIGN §4): once per fold (and repeat of it), each time in a fresh copy of its files, with that fold's view
/// mounted read-only as <c>data/</c>. The score comes from its predictions.csv alone.
/// </summary>
public sealed class CommandExperimenter(RunFolder folder, RunSettings settings, TaskData data, IExecutor executor, CommandSurroundings surroundings) : IExperimenter
{
    private readonly CandidateViewMounts _views = new(folder, data);

    private static readonly Bytes LargestNotes = Bytes.FromMiB(16);

    public async Task<Finding> RunAsync(ExperimentOrder order, CancellationToken cancellationToken)
    {
        var done = new List<(CandidateView View, Table Predictions)>();
        var total = new Finding(Ending.Success, 0, TimeSpan.Zero, TimeSpan.Zero, new Bytes(0), null);
        for (var fold = 0; fold < data.Folds.Fits; fold++)
        {
            var view = CandidateView.Make(data, fold, settings.Seed);
            var (finding, predictions) = await RunFoldAsync(order, view, order.TimeLeft - total.Wall, cancellationToken).ConfigureAwait(false);
            total = Sum(total, finding);
            if (predictions is null)
                return total;
            done.Add((view, predictions));
        }

        var kind = Scorer.For(data.Task).Kind;
        return total with { Predictions = FoldPredictions.Merge(data, done, kind) };
    }

    /// <summary>Runs the command once with every label in sight, and gives the submission's columns for the test rows; null where it failed.</summary>
    public async Task<(Finding Finding, IReadOnlyList<Column>? Columns)> RunWholeAsync(FinalFitOrder order, CancellationToken cancellationToken)
    {
        var view = CandidateView.Whole(data, settings.Seed);
        var once = new ExperimentOrder(order.Experiment, order.Program, order.Staging, order.TimeLeft);
        var (finding, predictions) = await RunFoldAsync(once, view, order.TimeLeft, cancellationToken).ConfigureAwait(false);
        if (predictions is null)
            return (finding, null);
        int[] positions = [.. view.Rows.Index().OrderBy(row => row.Item.Row).Select(row => row.Index)];
        return (finding, [.. data.Task.Submission.Columns.Select(name => predictions[name].Rows(positions))]);
    }

    private async Task<(Finding Finding, Table? Predictions)> RunFoldAsync(
        ExperimentOrder order, CandidateView view, TimeSpan? timeLeft, CancellationToken cancellationToken)
    {
        var job = MakeJob(order, view, timeLeft);
        await executor.SubmitAsync(job, cancellationToken).ConfigureAwait(false);
        var outcome = await executor.WatchToEndAsync(job.Id, cancellationToken).ConfigureAwait(false);
        AppendLog(order, view, job.LogFile!);
        var gathered = Gather(order, view, job.Folder);
        var finding = Finding.Of(outcome) with { Attempts = gathered.Attempts };
        if (outcome.Ending != Ending.Success)
            return (finding, null);
        if (gathered.Predictions is not { } path)
            return (finding with { Ending = Ending.Error, Detail = gathered.Refused ?? "it wrote no predictions.csv." }, null);
        var (predictions, fault) = CandidatePredictions.Read(data, view, path);
        return (finding with { Ending = fault is null ? Ending.Success : Ending.Error, Detail = fault }, predictions);
    }

    private Job MakeJob(ExperimentOrder order, CandidateView view, TimeSpan? timeLeft)
    {
        var work = Path.Combine(order.Staging, view.Name);
        if (Directory.Exists(order.Files))
            JobFiles.CopyFolder(order.Files, work);
        return surroundings.Around(new Job
        {
            Id = new JobId($"{order.Id}-{view.Name}"),
            Folder = work,
            Command = order.Program.Command,
            Mounts = _views.Prepare(view),
            Gpus = settings.Gpus,
            Limits = surroundings.Limits with { Wall = timeLeft is { } left && left < surroundings.Limits.Wall ? left : surroundings.Limits.Wall },
            LogFile = Path.Combine(order.Staging, $"{view.Name}.log"),
        });
    }

    /// <summary>Takes what the program left, once; what isn't a plain file is refused and told.</summary>
    private static Gathered Gather(ExperimentOrder order, CandidateView view, string work)
    {
        var attempts = new List<string>();
        string? refused = null;
        var predictions = Take("predictions.csv", Path.Combine(order.Evidence, view.Name, "predictions.csv"), SubmissionCheck.LargestFile(view.Rows.Length));
        refused = attempts.FirstOrDefault();
        Take("metrics.json", Path.Combine(order.Evidence, view.Name, "metrics.json"), LargestNotes);
        if (view.Fold == 0)
            Take("metrics.json", Path.Combine(order.Evidence, "metrics.json"), LargestNotes);
        return new Gathered(predictions, refused, [.. attempts, .. Oddities.Find(work)]);

        string? Take(string name, string destination, Bytes limit)
        {
            try
            {
                using var input = JobFiles.OpenRead(work, name, limit);
                AtomicFile.Write(destination, input.CopyTo);
                return destination;
            }
            catch (UntrustedFileException problem)
            {
                if (Path.Exists(Path.Combine(work, name)) || new FileInfo(Path.Combine(work, name)).LinkTarget is not null)
                    attempts.Add(problem.Message);
                return null;
            }
        }
    }

    /// <param name="Predictions">Where the predictions were put; null where there are none to be had.</param>
    /// <param name="Refused">Why predictions that stand there are not taken.</param>
    private sealed record Gathered(string? Predictions, string? Refused, IReadOnlyList<string> Attempts);

    private static void AppendLog(ExperimentOrder order, CandidateView view, string log)
    {
        if (!File.Exists(log))
            return;
        using var output = new FileStream(Path.Combine(order.Evidence, "log.txt"), FileMode.Append, FileAccess.Write);
        output.Write(Encoding.UTF8.GetBytes($"--- {view.Name.Replace('-', ' ')}\n"));
        using var input = File.OpenRead(log);
        input.CopyTo(output);
    }

    private static Finding Sum(Finding total, Finding fold) => fold with
    {
        Wall = total.Wall + fold.Wall,
        Cpu = total.Cpu + fold.Cpu,
        PeakMemory = new Bytes(Math.Max(total.PeakMemory.Value, fold.PeakMemory.Value)),
        Attempts = [.. total.Attempts, .. fold.Attempts],
    };
}
