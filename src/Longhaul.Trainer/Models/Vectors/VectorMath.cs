using System.Numerics;
using System.Runtime.InteropServices;

namespace Longhaul.Trainer.Models.Vectors;

/// <summary>Products of float data with double coefficients, a machine vector at a time.</summary>
internal static class VectorMath
{
    /// <summary>Σ x·w.</summary>
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<double> w)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(x);
        var weights = MemoryMarshal.Cast<double, Vector<double>>(w[..(vectors.Length * Vector<float>.Count)]);
        Vector<double> low = default, high = default;
        for (var i = 0; i < vectors.Length; i++)
        {
            Vector.Widen(vectors[i], out var first, out var second);
            low += first * weights[2 * i];
            high += second * weights[2 * i + 1];
        }

        var sum = Vector.Sum(low + high);
        for (var i = vectors.Length * Vector<float>.Count; i < x.Length; i++)
            sum += x[i] * w[i];
        return sum;
    }

    /// <summary>Σ x·y, in floats.</summary>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var xs = MemoryMarshal.Cast<float, Vector<float>>(x);
        var ys = MemoryMarshal.Cast<float, Vector<float>>(y[..x.Length]);
        Vector<float> total = default;
        for (var i = 0; i < xs.Length; i++)
            total += xs[i] * ys[i];
        var sum = Vector.Sum(total);
        for (var i = xs.Length * Vector<float>.Count; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    /// <summary>Σ x·y.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        var ys = MemoryMarshal.Cast<double, Vector<double>>(y[..x.Length]);
        Vector<double> total = default;
        for (var i = 0; i < xs.Length; i++)
            total += xs[i] * ys[i];
        var sum = Vector.Sum(total);
        for (var i = xs.Length * Vector<double>.Count; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    /// <summary>y += a·x.</summary>
    public static void Add(double a, ReadOnlySpan<float> x, Span<double> y)
    {
        var xs = MemoryMarshal.Cast<float, Vector<float>>(x);
        var ys = MemoryMarshal.Cast<double, Vector<double>>(y[..(xs.Length * Vector<float>.Count)]);
        for (var i = 0; i < xs.Length; i++)
        {
            Vector.Widen(xs[i], out var first, out var second);
            ys[2 * i] += a * first;
            ys[2 * i + 1] += a * second;
        }

        for (var i = xs.Length * Vector<float>.Count; i < x.Length; i++)
            y[i] += a * x[i];
    }

    /// <summary>y += a·x.</summary>
    public static void Add(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        var xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        var ys = MemoryMarshal.Cast<double, Vector<double>>(y[..x.Length]);
        for (var i = 0; i < xs.Length; i++)
            ys[i] += a * xs[i];
        for (var i = xs.Length * Vector<double>.Count; i < x.Length; i++)
            y[i] += a * x[i];
    }
}
