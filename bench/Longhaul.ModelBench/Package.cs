using Longhaul.Builtin.Decisions;
using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Profile;
using Longhaul.Builtin.Training;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Submissions;
using Longhaul.Evaluation.Views;
using Longhaul.Pipelines;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;

namespace Longhaul.ModelBench;

/// <summary>A shipped task package as the trainer sees it, and its private answers.</summary>
internal sealed class Package
{
    private readonly RunFolder _folder;
    private readonly Table _answers;

    public Package(string task, string scratch)
    {
        Task = TaskPackageReader.Read(task).Require();
        Data = TaskData.Load(Task, seed: 0);
        _folder = new RunFolder(scratch);
        _answers = Table.Read(Path.Combine(task, "private", "answers.csv"));
        TrainerView.Write(_folder, Data);
        var files = Path.Combine(_folder.TrainerData, "files");
        if (Task.Images.Count > 0 && new DirectoryInfo(files).LinkTarget is null)
        {
            Directory.Delete(files);
            Directory.CreateSymbolicLink(files, Path.GetFullPath(Task.PublicFolder));
        }

        Plan = FirstPipelines.For(Task, Data.Problem, DataProfile.Of(Task, Data.Train, Data.Test, Data.Problem), seed: 0);
    }

    public TaskPackage Task { get; }

    public TaskData Data { get; }

    public IReadOnlyList<PlannedPipeline> Plan { get; }

    public TrainingData Read(Pipeline pipeline) => FrameReader.Read(_folder.TrainerData, pipeline);

    /// <summary>The score of a submission made of raw predictions, with the metric's rules fitted on their held-out rows.</summary>
    public double Score(RawPredictions raw)
    {
        var decided = new Decision(Task, Data.Problem, MetricCatalog.Resolve(Task.Metric), Truth.Of(Data.Problem, Data.Train)).Apply(raw);
        return Scorer.For(Task).Score(_answers, Submission([.. decided.Test], Data.Test));
    }

    /// <summary>The score of the held-out rows.</summary>
    public double HeldOut(RawPredictions raw)
    {
        var decided = new Decision(Task, Data.Problem, MetricCatalog.Resolve(Task.Metric), Truth.Of(Data.Problem, Data.Train)).Apply(raw);
        var rows = Data.Train.Rows([.. decided.Rows]);
        return Scorer.For(Task).Score(rows, Submission([.. decided.HeldOut], rows));
    }

    /// <summary>The root mean squared error per target, held out and on the private rows, where the targets are several numbers.</summary>
    public IReadOnlyList<(string Target, double HeldOut, double Private)> ByTarget(RawPredictions raw)
    {
        static double Error(double[] truth, double[] values) => Math.Sqrt(truth.Zip(values, (one, other) => (one - other) * (one - other)).Average());
        var truth = Truth.Of(Data.Problem, Data.Train);
        return Data.Problem.Targets.Count < 2 || !Data.Problem.Targets.All(target => target.Kind == TargetKind.Number) ? [] :
        [
            .. Data.Problem.Targets.Select((target, t) => (
                target.Name, Error([.. raw.Rows.Select(row => truth.Values[t][row])], raw.HeldOut[t]), Error(_answers[target.Name].Numbers(), raw.Test[t]))),
        ];
    }

    private Table Submission(Column[] columns, Table ids) => new([.. Task.Submission.Id.Select(name => ids[name]), .. columns]);
}
