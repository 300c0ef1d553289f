using Longhaul.Builtin.Training;
using Longhaul.Execution.Files;
using Longhaul.Execution.Torch;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.State;

namespace Longhaul.Tracks.Exporting;

/// <summary>
/// Writes a run's solution as a folder that works without Longhaul: for pipelines the saved models, the decision and a small program that predicts
/// new rows; for a person's command its files. Nothing in it is a link, or names a place on this machine.
/// </summary>
public sealed class SolutionExport(RunFolder run, RunState state)
{
    // What the predictor's folder holds for building rather than running.
    private static readonly string[] LeftOut = [".pdb", ".xml"];

    /// <summary>Writes the folder. Every model of the champion must have been fitted on all rows (<see cref="FinalFits"/>).</summary>
    /// <param name="folder">Must not be there yet.</param>
    /// <param name="submitted">Whether those models made the submission.</param>
    /// <returns>How many files it holds.</returns>
    /// <exception cref="UserErrorException">The run has no submission.</exception>
    public int Write(string folder, bool submitted)
    {
        if (state.Submissions is not [.., var (_, submission)])
            throw new UserErrorException($"{run.Root}: there is no submission yet, so there is nothing to export.");
        var task = TaskSnapshot.Read(run);
        CopyBelow(run.BestSubmission, Path.Combine(folder, "submission"));
        if (Directory.Exists(run.Report))
            CopyBelow(run.Report, Path.Combine(folder, "report"));
        var decision = DecisionOf(run, state, submission.Candidate);
        if (decision is null)
            WriteCode(folder, task, submission.Candidate);
        else
            WriteModels(folder, task, decision, submitted);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count();
    }

    /// <summary>How the champion's raw predictions become its submission; null where it is a program of another kind.</summary>
    public static FrozenDecision? DecisionOf(RunFolder run, RunState state, int candidate)
    {
        var path = Path.Combine(EvidenceOf(run, state, candidate), FrozenDecision.FileName);
        return File.Exists(path) ? FrozenDecision.Read(path) : null;
    }

    /// <summary>Where a candidate's predictions stand.</summary>
    public static string EvidenceOf(RunFolder run, RunState state, int candidate)
    {
        var experiment = state.Experiments.Values.LastOrDefault(record => record.Started.Candidate == candidate)?.Started.Experiment;
        return run.Experiment(experiment is null ? $"c{candidate}" : $"e{experiment}");
    }

    private void WriteModels(string folder, TaskPackage task, FrozenDecision decision, bool submitted)
    {
        string[] members = [.. decision.Blend.Members.Select(FrozenDecision.NameOf)];
        foreach (var member in members)
            CopyBelow(Path.Combine(run.FinalFit(member), "model"), Path.Combine(folder, "members", member));
        AsSubmitted(decision, task).Write(Path.Combine(folder, FrozenDecision.FileName));
        AtomicFile.Write(Path.Combine(folder, "solution.json"), SolutionTexts.Notes(task));
        var pipelines = members.ToDictionary(member => member, member => Pipeline.Read(Path.Combine(folder, "members", member, Pipeline.FileName)), StringComparer.Ordinal);
        var network = pipelines.Values.FirstOrDefault(pipeline => TrainerProgram.NeedsTorch(pipeline.Model));
        var program = TrainerProgram.For((network ?? pipelines.Values.First()).Model, new LibTorch()).Dll;
        CopyBelow(Path.GetDirectoryName(program)!, Path.Combine(folder, "predictor"), file => !LeftOut.Contains(Path.GetExtension(file), StringComparer.Ordinal));
        WriteProgram(Path.Combine(folder, "predict"), SolutionTexts.Predict(Path.GetFileName(program), network is not null));
        AtomicFile.Write(Path.Combine(folder, "README.md"), SolutionTexts.ReadMe(task, decision, pipelines, submitted, network is not null, OnnxText(members)));
    }

    /// <summary>The decision with labels spelled as the submission has them.</summary>
    private static FrozenDecision AsSubmitted(FrozenDecision decision, TaskPackage task) =>
        task.Grader is null && decision.Problem.Targets is [{ Classes.Count: 2 } target] && ZeroOneLabels.Of(task, Table.Read(task.TrainFile), Table.Read(task.SampleFile)) is { } spelling
            ? decision with { Problem = new Problem([target with { Classes = [.. target.Classes.Select(label => spelling[label])] }]) }
            : decision;

    private string OnnxText(IReadOnlyList<string> members) => SolutionTexts.Onnx([.. members.Select(member => (member, NoOnnx(run.FinalFit(member))))]);

    private static string? NoOnnx(string fit)
    {
        using var notes = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(Path.Combine(fit, "fit.json")));
        return notes.RootElement.TryGetProperty("no_onnx", out var reason) ? reason.GetString() : "it was fitted by a release that writes none";
    }

    private void WriteCode(string folder, TaskPackage task, int champion)
    {
        var store = new ProgramStore(new ContentStore(run.Objects));
        var candidates = state.Ensembles.TryGetValue(champion, out var ensemble) ? [.. ensemble.Weights.Keys.Order()] : new[] { champion };
        List<CandidateProposed> programs = [.. candidates.Where(state.Programs.ContainsKey).Select(candidate => state.Programs[candidate])];
        foreach (var program in programs)
            store.Write(program, Path.Combine(folder, "code", $"c{program.Candidate}"));

        AtomicFile.Write(Path.Combine(folder, "README.md"), SolutionTexts.ReadMeOfCode(task, programs));
    }

    private static void WriteProgram(string path, string text)
    {
        AtomicFile.Write(path, text);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    // What a candidate wrote may be a link to anywhere on this machine: links stay out.
    private static void CopyBelow(string from, string to, Func<string, bool>? wanted = null)
    {
        foreach (var (relative, _) in JobFiles.List(from).Where(file => wanted is null || wanted(file.Path)))
            AtomicFile.Copy(Path.Combine(from, relative), Path.Combine(to, relative));
    }
}
