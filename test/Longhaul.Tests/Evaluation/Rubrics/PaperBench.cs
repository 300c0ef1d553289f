using System.IO.Compression;

namespace Longhaul.Tests.Evaluation.Rubrics;

/// <summary>PaperBench's papers among the test data, unpacked into a folder.</summary>
internal sealed class PaperBench : IDisposable
{
    private static readonly string Data = Path.Combine(Repository.Root, "test/Longhaul.Tests/Data/paperbench");
    private readonly TemporaryFolder _folder = new();

    public string Paper(string name)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Data, name)))
        {
            var target = Path.Combine(name, Path.GetFileName(file));
            if (Path.GetExtension(file) == ".gz")
                _folder.Write(target[..^3], Unpacked(file));
            else
                _folder.Write(target, File.ReadAllBytes(file));
        }

        return _folder.At(name);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Unpacked(string file)
    {
        using var input = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var output = new MemoryStream();
        input.CopyTo(output);
        return output.ToArray();
    }
}
