using System.Collections.Immutable;
using Longhaul.Search.Events;

namespace Longhaul.Search.State;

/// <summary>What roles had to do with the web.</summary>
/// <param name="Searches">By the service's host.</param>
/// <param name="Pages">Pages that were read, by host.</param>
/// <param name="Forbidden">Attempts at sources of the blacklist: the use, what it was, the entry; the first thousand.</param>
/// <param name="Withheld">How many of those, and of further ones, were mere results of searches.</param>
public sealed record WebAccount(
    ImmutableSortedDictionary<string, int> Searches, ImmutableSortedDictionary<string, int> Pages, ImmutableList<(string Use, WebContactKind Kind, string Entry)> Forbidden, int Withheld)
{
    private const int MostForbidden = 1000;

    public static WebAccount Empty { get; } = new(ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal), [], 0);

    /// <summary>The account after one more use of a tool.</summary>
    public WebAccount With(string use, IReadOnlyList<WebContact> contacts) => contacts.Aggregate(this, (account, contact) => account.With(use, contact));

    private WebAccount With(string use, WebContact contact) => contact switch
    {
        { Forbidden: { } entry } => this with
        {
            Forbidden = Forbidden.Count < MostForbidden ? Forbidden.Add((use, contact.Kind, entry)) : Forbidden,
            Withheld = Withheld + (contact.Kind == WebContactKind.Result ? 1 : 0),
        },
        { Kind: WebContactKind.Search } => this with { Searches = Searches.SetItem(contact.Host, Searches.GetValueOrDefault(contact.Host) + 1) },
        { Kind: WebContactKind.Page } => this with { Pages = Pages.SetItem(contact.Host, Pages.GetValueOrDefault(contact.Host) + 1) },
        _ => this,
    };
}
