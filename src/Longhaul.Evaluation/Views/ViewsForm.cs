namespace Longhaul.Evaluation.Views;

/// <summary>How labelled rows are held out. A run keeps the form it began with (<see cref="Runs.Folder.RunSettings.Views"/>), so that one of an earlier release still verifies.</summary>
public enum ViewsForm
{
    /// <summary>Folds over all labelled rows, each row held out once.</summary>
    Plain = 1,

    /// <summary>A vault where the data allow one, and repeated folds on small data.</summary>
    Vault = 2,

    /// <summary>As <see cref="Vault"/>, and of a series blocks are held out that are as long as what its test rows ask for.</summary>
    Horizon = 3,

    /// <summary>As <see cref="Horizon"/>, and many rows with images are dealt into three folds instead of five.</summary>
    Images = 4,
}
