using System.IO.Compression;
using System.Text;
using Longhaul.Papers;
using Longhaul.Runs;

namespace Longhaul.Tests.Papers;

public sealed class HostilePdfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("%PDF-1.7")]
    [InlineData("This is no PDF at all.")]
    [InlineData("%PDF-1.4\ntrailer<</Root 1 0 R>>\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\nstartxref\n0\n%%EOF")]
    public void What_is_no_PDF_is_one_clear_message(string content) =>
        Should.Throw<PaperException>(() => PaperReader.Read(_folder.Write("x.pdf", content))).Message.ShouldContain("x.pdf");

    [Fact]
    public void A_damaged_PDF_is_read_or_refused_and_nothing_else()
    {
        var whole = File.ReadAllBytes(PdfPaperTests.Data("one.pdf"));
        var random = new Random(5);
        for (var i = 0; i < 12; i++)
        {
            byte[] damaged = [.. whole];
            for (var hit = 0; hit < 40; hit++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var path = _folder.Write($"{i}.pdf", i % 3 == 0 ? damaged[..random.Next(damaged.Length)] : damaged);

            if (Record.Exception(() => PaperReader.Read(path)) is { } fault)
                fault.ShouldBeOfType<PaperException>();
        }
    }

    [Fact]
    public void A_page_that_unpacks_to_more_than_the_limit_is_refused()
    {
        var path = _folder.Write("bomb.pdf", Pdf(new byte[20_000_000]));

        Should.Throw<PaperException>(() => PaperReader.Read(path, new PaperLimits { Unpacked = Bytes.FromMiB(8) })).Message.ShouldContain("more than 8");
    }

    [Fact]
    public void Pages_beyond_the_limit_are_left_out_and_that_is_noted() =>
        PaperReader.Read(PdfPaperTests.Data("two.pdf"), new PaperLimits { Pages = 1 }).Notes.ShouldBe(["only the first 1 of 3 pages were read"]);

    [Fact]
    public void A_page_of_too_many_letters_is_left_out_and_that_is_noted() =>
        PaperReader.Read(PdfPaperTests.Data("two.pdf"), new PaperLimits { LettersPerPage = 1500 }).Notes.ShouldContain(note => note.StartsWith("page 1 was left out", StringComparison.Ordinal));

    [Fact]
    public void A_file_beyond_the_limit_is_refused() =>
        Should.Throw<PaperException>(() => PaperReader.Read(PdfPaperTests.Data("two.pdf"), new PaperLimits { File = Bytes.FromMiB(0) })).Message.ShouldContain("larger than");

    [Fact]
    public void A_PDF_without_text_says_what_to_do() =>
        Should.Throw<PaperException>(() => PaperReader.Read(_folder.Write("scan.pdf", Pdf("0 0 10 10 re f"u8.ToArray())))).Message.ShouldContain("OCR");

    /// <summary>A PDF of one page with this content, compressed.</summary>
    private static byte[] Pdf(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(content);
        using var pdf = new MemoryStream();
        var places = new List<long>();
        void Write(string text) => pdf.Write(Encoding.Latin1.GetBytes(text));
        void Object(string text)
        {
            places.Add(pdf.Length);
            Write($"{places.Count} 0 obj\n{text}");
        }

        Write("%PDF-1.4\n");
        Object("<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
        Object("<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
        Object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<>>>>\nendobj\n");
        Object($"<</Length {packed.Length}/Filter/FlateDecode>>\nstream\n");
        packed.WriteTo(pdf);
        Write("\nendstream\nendobj\n");
        var table = pdf.Length;
        Write($"xref\n0 5\n0000000000 65535 f \n{string.Concat(places.Select(place => $"{place:0000000000} 00000 n \n"))}trailer<</Size 5/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return pdf.ToArray();
    }
}
