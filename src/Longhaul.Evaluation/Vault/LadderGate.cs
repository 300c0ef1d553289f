namespace Longhaul.Evaluation.Vault;

/// <summary>
/// Who becomes champion: the parameter-free Ladder (Blum and Hardt 2015, section 5) with its step, the paired standard error, turned round.
/// The original lets a challenger through only when the held-out rows show it ahead by more than one; on a vault of some hundred rows, whose
/// noise is larger than most true gains, that would freeze an early champion. So the development score, on ten times the rows, proposes, and
/// the vault objects: when it sees the challenger behind by more than 1.64 standard errors. docs/adr/0006-the-vault-and-its-gate.md has the figures.
/// </summary>
public static class LadderGate
{
    /// <summary>Development gain, in standard errors, from which on the vault is asked: less is noise, and a question for nothing.</summary>
    public const double WorthAsking = 0.5;

    /// <summary>
    /// How far behind, in standard errors, the vault may see a challenger that passes: 5 % of equals are turned away. Where one row holds most of the
    /// difference, gain and bootstrap error are of one size, whichever is better: a step of one would toss a coin there.
    /// </summary>
    public const double Step = 1.64;

    /// <summary>Whether a challenger is worth a question.</summary>
    /// <param name="development">Its gain over the champion on the development rows.</param>
    /// <param name="last">Whether it is the last question, before the champion is frozen: then any gain is.</param>
    public static bool IsWorthAsking(PairedGain development, bool last) => development.Gain > 0 && (last || development.InErrors >= WorthAsking);

    /// <summary>The one bit that leaves the vault.</summary>
    /// <param name="vault">The challenger's gain over the champion on the vault's rows.</param>
    public static bool Passes(PairedGain vault) => vault.InErrors >= -Step;
}
