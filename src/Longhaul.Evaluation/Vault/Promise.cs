namespace Longhaul.Evaluation.Vault;

/// <summary>What a final submission is expected to score on the test rows, said before any grade is known.</summary>
/// <param name="Expected">The centre, in the metric's units.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Development">The development score it starts from.</param>
/// <param name="Vault">The champion's score on the vault's rows; null where there is no vault.</param>
/// <param name="FromRows">What is added because the final fit sees more rows than the folds' fits did; 0 where that is not known.</param>
/// <param name="TestError">Standard error of the score on so many rows as test has.</param>
/// <param name="CentreError">Standard error of the centre.</param>
/// <param name="How">How it was made, for people.</param>
public sealed record Promise(
    double Expected, double Low, double High, double Development, double? Vault, double FromRows, double TestError, double CentreError, string How)
{
    /// <summary>Whether a score lies within the interval.</summary>
    public bool Holds(double score) => score >= Low && score <= High;
}
