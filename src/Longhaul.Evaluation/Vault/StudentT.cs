namespace Longhaul.Evaluation.Vault;

/// <summary>Quantiles of Student's t.</summary>
internal static class StudentT
{
    private const double Normal = 1.959964;

    /// <summary>
    /// The two-sided 95 % quantile for any number of degrees of freedom from 1 on; fewer count as 1. By the expansion in 1/ν (Abramowitz and Stegun 1964,
    /// 26.7.5), which is within 0.1 % from 3 on; below that between exact values by 1/ν.
    /// </summary>
    public static double TwoSided95(double freedom)
    {
        if (freedom < 3)
            return Below3(Math.Max(1, freedom));
        var z = Normal;
        double z2 = z * z, z3 = z2 * z, z5 = z3 * z2, z7 = z5 * z2, z9 = z7 * z2;
        return z
            + ((z3 + z) / 4 / freedom)
            + (((5 * z5) + (16 * z3) + (3 * z)) / 96 / Math.Pow(freedom, 2))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * z)) / 384 / Math.Pow(freedom, 3))
            + (((79 * z9) + (776 * z7) + (1482 * z5) - (1920 * z3) - (945 * z)) / 92160 / Math.Pow(freedom, 4));
    }

    private static double Below3(double freedom)
    {
        var ((from, low), (to, high)) = freedom < 2 ? ((1.0, 12.7062), (2.0, 4.3027)) : ((2.0, 4.3027), (3.0, 3.1824));
        var share = ((1 / from) - (1 / freedom)) / ((1 / from) - (1 / to));
        return low + (share * (high - low));
    }
}
