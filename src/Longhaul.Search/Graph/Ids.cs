using System.Globalization;

namespace Longhaul.Search.Graph;

/// <summary>A node of the solution graph: <c>c1</c>, <c>c2</c>, … in the order of proposal.</summary>
public readonly record struct CandidateId(int Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"c{Number}");

    /// <summary>The id that the text is, <c>c7</c>.</summary>
    public static bool TryParse(string text, out CandidateId id)
    {
        id = default;
        if (!text.StartsWith('c') || !int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        id = new CandidateId(number);
        return true;
    }
}

/// <summary>An experiment: <c>e1</c>, <c>e2</c>, … in the order of start.</summary>
public readonly record struct ExperimentId(int Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"e{Number}");
}
