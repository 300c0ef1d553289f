namespace Longhaul.Trainer.Models.Discriminant;

/// <summary>A covariance matrix, row-major with its lower triangle filled, and how far it should be shrunk.</summary>
/// <param name="Values">width × width.</param>
/// <param name="Shrinkage">Weight of the spherical matrix of the same trace, in [0, 1].</param>
internal sealed record Covariance(double[] Values, int Width, double Shrinkage)
{
    /// <summary>From a scatter around means, with the shrinkage of Ledoit and Wolf (2004), which minimises the expected squared error, or a given one.</summary>
    /// <param name="fourth">Σ |x − mean|⁴.</param>
    /// <param name="rows">Rows that the scatter sums over.</param>
    /// <param name="shrinkage">In [0, 1]; below 0: Ledoit and Wolf's.</param>
    public static Covariance Of(double[] scatter, double fourth, int width, int rows, double shrinkage)
    {
        double[] values = Array.ConvertAll(scatter, value => value / Math.Max(1, rows));
        return new Covariance(values, width, shrinkage >= 0 ? shrinkage : LedoitWolf(values, fourth, width, rows));
    }

    /// <summary>(1 − shrinkage) S + shrinkage · (tr S / width) I, to be factored.</summary>
    public double[] Shrunk()
    {
        var mean = Trace(Values, Width) / Width;
        double[] shrunk = Array.ConvertAll(Values, value => value * (1 - Shrinkage));
        for (var j = 0; j < Width; j++)
            shrunk[(j * Width) + j] += (Shrinkage * mean) + (1e-9 * (mean + 1e-9));
        return shrunk;
    }

    private static double LedoitWolf(double[] s, double fourth, int width, int rows)
    {
        var (trace, squares) = (Trace(s, width), 0.0);
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j <= i; j++)
                squares += (i == j ? 1 : 2) * s[(i * width) + j] * s[(i * width) + j];
        }

        var delta = (squares - (trace * trace / width)) / width;
        var beta = Math.Max(0, (fourth / rows) - squares) / ((double)rows * width);
        return delta > 0 ? Math.Min(1, beta / delta) : 1;
    }

    private static double Trace(double[] values, int width)
    {
        var trace = 0.0;
        for (var j = 0; j < width; j++)
            trace += values[(j * width) + j];
        return trace;
    }
}
