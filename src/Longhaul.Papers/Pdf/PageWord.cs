namespace Longhaul.Papers.Pdf;

/// <summary>A word on a page; lengths in points, upwards from the lower left corner.</summary>
/// <param name="Size">The type's size.</param>
/// <param name="Formula">Share of its characters from fonts for formulas.</param>
internal sealed record PageWord(string Text, double Left, double Right, double Baseline, double Size, bool Bold, bool Italic, double Formula)
{
    public double Top => Baseline + (0.7 * Size);

    public double Bottom => Baseline - (0.2 * Size);

    /// <summary>How much two words stand beside one another: the shared height over the smaller one's height.</summary>
    public double Beside(PageWord other) => (Math.Min(Top, other.Top) - Math.Max(Bottom, other.Bottom)) / (0.9 * Math.Min(Size, other.Size));
}
