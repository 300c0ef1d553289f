using Longhaul.Pipelines.Schema;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.State;
using Longhaul.Trainer.Torch.Networks;

namespace Longhaul.Trainer.Torch.Tables;

/// <summary>A trained ensemble.</summary>
internal sealed class FittedMlp(TableNet net, MlpOptions sized, TableEncoder encoder, NetTargets form, int threads, Tuning tuning) : IFittedModel, IDisposable
{
    private const int MostLevels = 10_000_000;

    public Tuning Tuning => tuning;

    /// <summary>Brings back what <see cref="Save"/> wrote.</summary>
    public static FittedMlp Load(Options options, StateReader from)
    {
        var sized = MlpOptions.From(options, new("rmse", Runs.Tasks.Direction.Minimize)) with
        {
            Members = from.Whole("members", 1, 64), Blocks = from.Whole("blocks", 1, 8), Width = from.Whole("width", 1, 1024), Embedding = from.Whole("embedding", 0, 64),
        };
        var encoder = TableEncoder.Load(from.Part("encoder"));
        if (encoder.Vocabulary.Sum(levels => (long)levels) > MostLevels || encoder.Levels.Any(levels => levels < 0))
            throw from.Wrong("a category has an impossible number of levels");
        var form = NetTargets.Load(from);
        var net = new TableNet(sized, encoder, form.Outputs, seed: 0);
        net.Weights.Set(from.Floats("weights", net.Weights.Count));
        return new FittedMlp(net, sized, encoder, form, from.Whole("threads", 1), Tuning.None);
    }

    public void Save(StateWriter to)
    {
        to.Set("members", sized.Members);
        to.Set("blocks", sized.Blocks);
        to.Set("width", sized.Width);
        to.Set("embedding", sized.Embedding);
        // Sums depend in their last bits on how they are divided among threads.
        to.Set("threads", threads);
        encoder.Save(to.Part("encoder"));
        form.Save(to);
        to.Set("weights", net.Weights.ToArray());
    }

    public double[][] Predict(FeatureMatrix matrix)
    {
        Backend.Use(threads);
        using var rows = TableRows.Of(encoder.Encode(matrix), encoder);
        return form.ToOutputs(TableTraining.Predict(net, rows, form));
    }

    public void Dispose() => net.Dispose();
}
