using Longhaul.Runs.Tables;

namespace Longhaul.Evaluation.Vault;

/// <summary>The rows that the host holds back, with their labels. They are in the host's memory only.</summary>
/// <param name="Rows">In file order; "row" of the vault means a 0-based position in here.</param>
/// <param name="Scheme">How they were drawn, or why there are none.</param>
public sealed record VaultRows(Table Rows, string Scheme)
{
    /// <summary>Number of rows; 0: there is no vault.</summary>
    public int Count => Rows.RowCount;

    /// <summary>No vault.</summary>
    public static VaultRows None(Table train, string why) => new(train.Rows([]), why);
}
