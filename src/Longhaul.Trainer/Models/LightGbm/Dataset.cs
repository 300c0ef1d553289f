using System.Runtime.InteropServices;
using Longhaul.Trainer.Features;

namespace Longhaul.Trainer.Models.LightGbm;

/// <summary>Features and labels, binned by LightGBM; the floats they were made from are not kept.</summary>
internal sealed unsafe class Dataset : IDisposable
{
    private readonly string _parameters;

    private Dataset(nint native, string parameters) => (Handle, _parameters) = (new DatasetHandle(native), parameters);

    public DatasetHandle Handle { get; }

    public static Dataset Of(FeatureMatrix matrix, double[] labels, string parameters)
    {
        Native.Quieten();
        var dataset = new Dataset(matrix.IsMostlySparse ? FromSparse(Rows.Sparse(matrix, 0, matrix.Rows), parameters) : FromDense(matrix, parameters), parameters);
        var floats = Array.ConvertAll(labels, label => (float)label);
        fixed (float* data = floats)
            Native.Check(Native.LGBM_DatasetSetField(dataset.Handle, "label", data, floats.Length, Native.Float32));
        return dataset;
    }

    /// <summary>Some of the rows with the same bins, so that one binning serves training and validation.</summary>
    public Dataset Subset(int[] rows)
    {
        fixed (int* indices = rows)
        {
            Native.Check(Native.LGBM_DatasetGetSubset(Handle, indices, rows.Length, _parameters, out var subset));
            return new Dataset(subset, _parameters);
        }
    }

    public void Dispose() => Handle.Dispose();

    private static nint FromDense(FeatureMatrix matrix, string parameters)
    {
        // Unmanaged: an array ends at 2³¹ elements, and this block must be gone as soon as LightGBM has binned it.
        var block = (float*)NativeMemory.Alloc((nuint)matrix.Rows * (nuint)matrix.Columns, sizeof(float));
        try
        {
            Rows.Fill(matrix, 0, matrix.Rows, block);
            Native.Check(Native.LGBM_DatasetCreateFromMat(block, Native.Float32, matrix.Rows, matrix.Columns, 1, parameters, 0, out var dataset));
            return dataset;
        }
        finally
        {
            NativeMemory.Free(block);
        }
    }

    private static nint FromSparse(CsrMatrix matrix, string parameters)
    {
        fixed (int* start = matrix.RowStart)
        fixed (int* indices = matrix.Indices)
        fixed (float* values = matrix.Values)
        {
            Native.Check(Native.LGBM_DatasetCreateFromCSR(
                start, Native.Int32, indices, values, Native.Float32, matrix.RowStart.Length, matrix.Values.Length, matrix.Columns, parameters, 0, out var dataset));
            return dataset;
        }
    }
}
