using Longhaul.Pipelines.Schema;

namespace Longhaul.Trainer.Features.Windows;

/// <summary>What <see cref="WindowsStep"/> makes: see the catalogue's options of the same names.</summary>
public sealed record WindowsOptions(
    IReadOnlyList<int> Spans, IReadOnlyList<string> Sides, IReadOnlyList<string> Statistics, IReadOnlyList<int> Lags, bool Changes)
{
    public static WindowsOptions From(Options options) => new(
        options.Integers("spans"), options.Words("sides"), options.Words("statistics"), options.Integers("lags"), options.Flag("changes"));

    /// <summary>Every window: its length in steps and where it lies.</summary>
    public IEnumerable<Window> Windows => Spans.SelectMany(span => Sides.Select(side => new Window(span, side)));
}

/// <summary>A window of so many steps before a row, after it, or around it; the row itself is always in it.</summary>
/// <param name="Span">Length in steps of time.</param>
/// <param name="Side"><c>before</c>, <c>after</c> or <c>around</c>.</param>
public readonly record struct Window(int Span, string Side)
{
    /// <summary>How far it reaches back and ahead of a row's time, in steps; a hair less than a step short of the next row.</summary>
    public (double Back, double Ahead) Reach => Side switch
    {
        "before" => (Span - 0.5, 0),
        "after" => (0, Span - 0.5),
        _ => (Span / 2.0, Span / 2.0),
    };
}
