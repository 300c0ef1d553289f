using System.Runtime.Intrinsics;
using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Svm;

/// <summary>exp(−γ |x − y|²) of any row against fixed ones.</summary>
internal sealed class RadialKernel(DenseRows rows, double gamma)
{
    private readonly RowPanels _panels = new(rows);
    private readonly float _gamma = (float)gamma;

    /// <summary>Panels of fixed rows.</summary>
    public int Panels => _panels.Panels;

    /// <summary>The kernel of a query with every fixed row.</summary>
    /// <param name="square">|query|².</param>
    /// <param name="to">Receives a value for each.</param>
    public void Fill(ReadOnlySpan<float> query, float square, Span<float> to)
    {
        for (var panel = 0; panel < Panels; panel++)
            FillPanel(panel, query, square, to);
    }

    /// <summary>The kernel of a query with the rows of one panel, put where they stand in the whole row <paramref name="to"/>.</summary>
    public void FillPanel(int panel, ReadOnlySpan<float> query, float square, Span<float> to)
    {
        var first = panel * RowPanels.PanelRows;
        Span<float> values = stackalloc float[RowPanels.PanelRows];
        _panels.Distances(panel, query, square, values);
        for (var lane = 0; lane < values.Length; lane += Vector256<float>.Count)
            Vector256.Exp(Vector256.Create<float>(values[lane..]) * -_gamma).CopyTo(values[lane..]);
        values[..Math.Min(values.Length, _panels.Count - first)].CopyTo(to[first..]);
    }
}
