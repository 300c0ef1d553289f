namespace Longhaul.Trainer.Models.Gaussian;

/// <summary>How alike two rows are as their distance grows.</summary>
public enum KernelShape
{
    /// <summary>Matérn with ν = 5/2: (1 + √5 r + 5/3 r²) e^(−√5 r): twice differentiable.</summary>
    Matern,

    /// <summary>e^(−r²/2): smooth.</summary>
    Radial,
}

/// <summary>Values and slopes of the shapes.</summary>
internal static class GaussianKernel
{
    private static readonly double Root = Math.Sqrt(5);

    /// <summary>The kernel at a squared scaled distance.</summary>
    public static double Of(KernelShape shape, double square)
    {
        if (shape == KernelShape.Radial)
            return Math.Exp(-0.5 * square);
        var r = Root * Math.Sqrt(square);
        return (1 + r + (r * r / 3)) * Math.Exp(-r);
    }

    /// <summary>By how much it grows with the logarithm of a length, per squared scaled difference in that feature.</summary>
    public static double Slope(KernelShape shape, double square)
    {
        if (shape == KernelShape.Radial)
            return Math.Exp(-0.5 * square);
        var r = Root * Math.Sqrt(square);
        return 5.0 / 3 * (1 + r) * Math.Exp(-r);
    }
}
