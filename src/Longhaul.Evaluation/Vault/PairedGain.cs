namespace Longhaul.Evaluation.Vault;

/// <summary>By how much one candidate is better than another on the same rows, in units of the metric.</summary>
/// <param name="Gain">Positive: better, whichever way the metric points.</param>
/// <param name="Error">Standard error of <paramref name="Gain"/>; what is common to both candidates has cancelled out.</param>
public readonly record struct PairedGain(double Gain, double Error)
{
    /// <summary>The gain in standard errors; without an error (equal predictions) its sign's infinity, or 0.</summary>
    public double InErrors => Error > 0 ? Gain / Error : Gain == 0 || double.IsNaN(Gain) ? 0 : Math.Sign(Gain) * double.PositiveInfinity;
}
