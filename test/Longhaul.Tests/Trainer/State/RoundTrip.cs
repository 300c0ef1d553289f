using System.Globalization;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.State;

namespace Longhaul.Tests.Trainer.State;

/// <summary>State through its file's bytes and back.</summary>
internal static class RoundTrip
{
    public static StateReader Of(Action<StateWriter> save)
    {
        using var stream = new MemoryStream(Bytes(save));
        return StateFile.Read(stream, "some.state");
    }

    public static byte[] Bytes(Action<StateWriter> save)
    {
        var state = new StateWriter();
        save(state);
        using var stream = new MemoryStream();
        StateFile.Write(stream, state);
        return stream.ToArray();
    }
}

/// <summary>Numbers as the bits they consist of, so that NaN equals NaN and nothing is rounded.</summary>
internal static class Bits
{
    public static string Of(FeatureMatrix matrix) => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(';', matrix.Dense.Select(Of))}|{matrix.Sparse?.Columns}|{string.Join(',', matrix.Sparse?.RowStart ?? [])}|{string.Join(',', matrix.Sparse?.Indices ?? [])}|{Of(matrix.Sparse?.Values ?? [])}");

    public static string Of(float[] values) => string.Join(',', values.Select(value => float.IsNaN(value) ? "NaN" : BitConverter.SingleToInt32Bits(value).ToString(CultureInfo.InvariantCulture)));

    public static string Of(double[][] values) => string.Join(';', values.Select(row => string.Join(',', row.Select(value => BitConverter.DoubleToInt64Bits(value).ToString(CultureInfo.InvariantCulture)))));
}
