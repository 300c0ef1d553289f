namespace Longhaul.Trainer.Models.LightGbm;

/// <summary>Chooses the number of rounds: boosters on inner folds grow in step, and their losses, weighted by rows, are one curve.</summary>
internal sealed class RoundSearch : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly List<(Booster Booster, double Weight)> _races = [];

    public RoundSearch(IReadOnlyList<InnerFold> folds, Dataset dataset, string parameters, int threads)
    {
        try
        {
            foreach (var fold in folds)
            {
                var booster = new Booster(Own(dataset.Subset(fold.Fit)), parameters, threads);
                _owned.Add(booster);
                booster.AddValidation(Own(dataset.Subset(fold.Validate)));
                _races.Add((booster, fold.Validate.Length));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Boosters that grow.</summary>
    public int Races => _races.Count;

    /// <summary>The round with the lowest loss; 0 where there are no inner folds.</summary>
    /// <param name="rounds">The most rounds.</param>
    /// <param name="patience">Rounds without gain before it ends.</param>
    /// <param name="abreast">Boosters that grow at the same time.</param>
    /// <param name="besides">A booster on all rows that grows along; null: none.</param>
    /// <param name="isLate">Whether no further round is begun.</param>
    public int Best(int rounds, int patience, int abreast, Booster? besides, Func<bool> isLate)
    {
        if (Races == 0)
            return 0;
        var (best, bestRound) = (double.PositiveInfinity, 1);
        var growing = new bool[Races];
        var losses = new double[Races];
        var all = Races + (besides is null ? 0 : 1);
        for (var round = 1; round <= rounds && round - bestRound <= patience && (round == 1 || !isLate()); round++)
        {
            Parallel.For(0, all, new ParallelOptions { MaxDegreeOfParallelism = abreast }, i =>
            {
                if (i == Races)
                {
                    besides!.GrowTo(round);
                    return;
                }

                growing[i] = _races[i].Booster.Update();
                losses[i] = _races[i].Weight * _races[i].Booster.ValidationLoss();
            });
            var loss = losses.Sum();
            if (loss < best)
                (best, bestRound) = (loss, round);
            if (!growing.Contains(true))
                break;
        }

        return bestRound;
    }

    public void Dispose()
    {
        _owned.Reverse();
        _owned.ForEach(item => item.Dispose());
    }

    private Dataset Own(Dataset dataset)
    {
        _owned.Add(dataset);
        return dataset;
    }
}
