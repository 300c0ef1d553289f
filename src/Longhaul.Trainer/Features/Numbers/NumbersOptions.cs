using Longhaul.Pipelines.Schema;

namespace Longhaul.Trainer.Features.Numbers;

/// <summary>What <see cref="NumbersStep"/> does to a column, in this order: clip, log, scale, fill.</summary>
/// <param name="Fill">Empty cells become the median (after the other steps); else they stay NaN.</param>
/// <param name="Flags">A 0/1 feature per column that has empty training cells.</param>
/// <param name="Clip">Both tails are cut at this quantile; 0: not.</param>
/// <param name="Log">sign(x) · ln(1 + |x|).</param>
public sealed record NumbersOptions(bool Fill = false, bool Flags = false, double Clip = 0, bool Log = false, NumberScale Scale = NumberScale.None)
{
    public static NumbersOptions From(Options options) => new(
        options.Text("missing") == "median",
        options.Flag("flags"),
        options.Number("clip"),
        options.Flag("log"),
        ScaleOf(options.Text("scale")));

    /// <summary>The scale that an option names.</summary>
    public static NumberScale ScaleOf(string name) => name switch
    {
        "standard" => NumberScale.Standard,
        "quantile" => NumberScale.Quantile,
        _ => NumberScale.None,
    };
}

/// <summary>How numbers are scaled.</summary>
public enum NumberScale
{
    None,
    Standard,
    Quantile,
}
