using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Svm;

/// <summary>Class probabilities from pairwise ones (Wu, Lin and Weng 2004, their second method, algorithm 2).</summary>
internal sealed class PairwiseCoupling(int classes)
{
    private const double Floor = 1e-7;

    private readonly double[] _q = new double[classes * classes];
    private readonly double[] _product = new double[classes];

    /// <summary>Couples.</summary>
    /// <param name="pairs">Row-major classes × classes: P(a | a or b) at a·classes + b.</param>
    /// <param name="p">Receives the probabilities, which sum to 1.</param>
    public void Couple(ReadOnlySpan<double> pairs, Span<double> p)
    {
        Quadratic(pairs);
        p.Fill(1.0 / classes);
        var tolerance = 0.005 / classes;
        for (var iteration = 0; iteration < Math.Max(100, classes); iteration++)
        {
            var (quadratic, largest) = (0.0, 0.0);
            for (var a = 0; a < classes; a++)
            {
                _product[a] = VectorMath.Dot(_q.AsSpan(a * classes, classes), p);
                quadratic += p[a] * _product[a];
            }

            for (var a = 0; a < classes; a++)
                largest = Math.Max(largest, Math.Abs(_product[a] - quadratic));
            if (largest < tolerance)
                break;
            for (var a = 0; a < classes; a++)
                quadratic = Improve(a, p, quadratic);
        }
    }

    private void Quadratic(ReadOnlySpan<double> pairs)
    {
        Array.Clear(_q);
        for (var a = 0; a < classes; a++)
        {
            for (var b = 0; b < classes; b++)
            {
                if (a == b)
                    continue;
                double mine = Math.Clamp(pairs[(a * classes) + b], Floor, 1 - Floor), theirs = 1 - mine;
                _q[(a * classes) + a] += theirs * theirs;
                _q[(a * classes) + b] = -theirs * mine;
            }
        }
    }

    private double Improve(int a, Span<double> p, double quadratic)
    {
        var q = _q.AsSpan(a * classes, classes);
        var difference = (quadratic - _product[a]) / q[a];
        var scale = 1 / (1 + difference);
        var next = (quadratic + (difference * ((difference * q[a]) + (2 * _product[a])))) * scale * scale;
        p[a] += difference;
        for (var b = 0; b < classes; b++)
        {
            _product[b] = (_product[b] + (difference * q[b])) * scale;
            p[b] *= scale;
        }

        return next;
    }
}
