using Longhaul.Execution.Network;
using Longhaul.Runs.Tasks.Papers;

namespace Longhaul.Tracks.Papers;

/// <summary>What a paper's task says of its reproduction, with what holds where it says nothing.</summary>
internal static class PaperTerms
{
    private static readonly TimeSpan UsualReproduction = TimeSpan.FromHours(2);

    /// <summary>How long <c>reproduce.sh</c> may run; by default two hours.</summary>
    public static TimeSpan Reproduction(PaperPackage paper) => paper.ReproductionTime ?? UsualReproduction;

    /// <summary>The sources that must not be used.</summary>
    /// <exception cref="IOException">The list can't be read.</exception>
    public static Blacklist Blacklist(PaperPackage paper) => paper.Blacklist is { } file ? Execution.Network.Blacklist.Parse(File.ReadAllText(file)) : Execution.Network.Blacklist.Empty;
}
