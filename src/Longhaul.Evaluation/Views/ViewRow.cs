using Longhaul.Runs.Tables;

namespace Longhaul.Evaluation.Views;

/// <summary>A row to predict.</summary>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Row">Its 0-based position there.</param>
public readonly record struct ViewRow(RowOrigin Origin, int Row)
{
    /// <summary>Whether it is a test row.</summary>
    public bool IsTest => Origin == RowOrigin.Test;

    /// <summary>The table it is a row of.</summary>
    public Table TableOf(TaskData data) => Origin switch
    {
        RowOrigin.Train => data.Train,
        RowOrigin.Vault => data.Vault.Rows,
        RowOrigin.Test => data.Test,
        _ => throw new InvalidOperationException($"No table for {Origin}."),
    };
}

/// <summary>Where a row to predict comes from.</summary>
public enum RowOrigin
{
    /// <summary>A held-out row of train.</summary>
    Train,

    /// <summary>A row of the vault.</summary>
    Vault,

    /// <summary>A test row.</summary>
    Test,
}
