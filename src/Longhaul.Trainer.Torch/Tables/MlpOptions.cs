using Longhaul.Pipelines.Schema;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Torch.Networks;

namespace Longhaul.Trainer.Torch.Tables;

/// <summary>Hyper-parameters of the networks for tables; see docs/pipeline.md.</summary>
/// <param name="ByErrors">Epochs are chosen by wrong labels rather than by the loss: for metrics that look at labels alone.</param>
internal sealed record MlpOptions(
    TargetLoss Loss, bool ByErrors, bool Balanced, int Members, int Blocks, int Width, int Embedding, int Bins, double Dropout, double LearningRate, double WeightDecay, int Batch, int Epochs)
{
    private const int ManyRows = 50_000;

    public static MlpOptions From(Options options, MetricSpec metric) => new(
        new TargetLoss(
            TargetLoss.Choose(options.Text("loss"), metric),
            metric.Name == "pinball" && options.Text("loss") == "auto" ? TargetLoss.QuantileOf(metric) : options.Number("alpha")),
        metric.Name is "accuracy" or "balanced_accuracy" or "f1" or "macro_f1" or "micro_f1" or "weighted_f1" or "mcc" or "kappa",
        options.Flag("balanced"), options.Integer("members"), options.Integer("blocks"), options.Integer("width"), options.Integer("embedding"), options.Integer("bins"),
        options.Number("dropout"), options.Number("learning_rate"), options.Number("weight_decay"), options.Integer("batch"), options.Integer("epochs"));

    /// <summary>The options with what depends on the number of rows filled in.</summary>
    public MlpOptions For(int rows) => this with
    {
        Members = Members > 0 ? Members : rows <= ManyRows ? 8 : 4,
        Batch = Batch > 0 ? Math.Min(Batch, rows) : Math.Clamp(rows / 30, 16, rows <= ManyRows ? 256 : 1024),
    };
}
