using System.Globalization;

namespace Longhaul.Bench;

/// <summary>A task of any size: numbers, of which some matter, a category in every ten columns, a binary target.</summary>
internal static class GrowthTask
{
    public static void Write(string folder, int rows, int columns)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        var random = new Random(1);
        using var sample = new StreamWriter(Path.Combine(data, "sample_submission.csv"));
        sample.WriteLine("id,target");
        Table(Path.Combine(data, "train.csv"), random, 0, rows, columns, withTarget: true, null);
        Table(Path.Combine(data, "test.csv"), random, rows, rows / 5, columns, withTarget: false, sample);
    }

    private static void Table(string path, Random random, int first, int rows, int columns, bool withTarget, StreamWriter? sample)
    {
        using var writer = new StreamWriter(path);
        writer.WriteLine("id," + string.Join(',', Enumerable.Range(0, columns).Select(column => $"c{column}")) + (withTarget ? ",target" : ""));
        var values = new double[columns];
        for (var row = first; row < first + rows; row++)
        {
            writer.Write(row);
            for (var column = 0; column < columns; column++)
                Cell(writer, values, column, random);
            var score = (values[0] * values[1]) + values[2] - values[Math.Min(5, columns - 1)] + random.NextDouble() - 0.5;
            writer.WriteLine(withTarget ? score > 0 ? ",1" : ",0" : "");
            sample?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row},0.5"));
        }
    }

    private static void Cell(StreamWriter writer, double[] values, int column, Random random)
    {
        values[column] = (random.NextDouble() * 2) - 1;
        writer.Write(',');
        if (column % 10 == 9)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"k{(int)((values[column] + 1) * 20)}"));
        else
            writer.Write(values[column].ToString("0.#####", CultureInfo.InvariantCulture));
    }
}
