using System.Text;
using Longhaul.Reporting.Figures;
using Longhaul.Reporting.Markdown;
using Longhaul.Search.Events;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>The data as the run saw them.</summary>
internal static class DataSection
{
    private const int LongestQuotation = 40_000;

    public static string Write(ReportContext context)
    {
        var text = new StringBuilder("## The data\n\n");
        if (context.State.Data is { } data)
            text.Append("{{run:rows}} labelled rows and {{run:test_rows}} to predict. Scored on ").Append(MarkdownText.Quote(data.Scheme)).Append(".\n").Append(Vault(data));
        else
            text.Append("The run ended before the data were prepared.\n");
        var summary = context.Folder.Summary;
        var path = context.Relative(summary);
        if (!File.Exists(summary))
            return text.ToString();
        if (new FileInfo(summary).Length > LongestQuotation)
            text.Append("\nWhat the analysis found stands in ").Append(MarkdownText.Code(path)).Append(".\n");
        else
            text.Append('\n').Append(Quotation.Of(File.ReadAllText(summary), path));
        return text.ToString();
    }

    private static string Vault(DataPrepared data) => data switch
    {
        { VaultScheme: null } => "",
        { VaultRows: 0, VaultScheme: var why } => $"Nothing was held back ({MarkdownText.Quote(why)}).\n",
        { VaultScheme: var scheme } => $"The vault holds {MarkdownText.Quote(scheme)}: until the champion was frozen their labels were in no sandbox, and no candidate was fitted on them.\n",
    };
}
