using Longhaul.Evaluation.Rubrics;
using Longhaul.Runs.Folder;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Papers;

/// <summary>What the report of a paper's run is made from: the journal's projection, and files of the report that the journal has the hashes of.</summary>
/// <param name="Tree">Null where nothing was judged.</param>
/// <param name="Claims">The self-check; empty where there is none.</param>
/// <param name="Network">What commands asked of the network; empty where they had none.</param>
internal sealed record PaperReportInput(
    RunFolder Folder, RunSettings Settings, RunState State, GradedTree? Tree, IReadOnlyList<CheckedClaim> Claims, IReadOnlyList<AskedOfNetwork> Network)
{
    /// <summary>Reads the files that stand beside the report.</summary>
    /// <exception cref="RubricException">The graded tree can't be read.</exception>
    public static PaperReportInput Read(RunFolder folder, RunSettings settings, RunState state) => new(
        folder,
        settings,
        state,
        File.Exists(PaperReport.TreeOf(folder)) ? GradedTree.Read(PaperReport.TreeOf(folder)) : null,
        CheckedClaim.Read(PaperReport.SelfCheckOf(folder).Json),
        AskedOfNetwork.Read(PaperReport.NetworkOf(folder)));

    /// <summary>Claims that are reproduced, or partly.</summary>
    public IEnumerable<CheckedClaim> Shown => Claims.Where(claim => claim.Status is "reproduced" or "partly");
}
