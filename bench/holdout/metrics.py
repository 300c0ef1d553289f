"""The metrics of these tasks, by scikit-learn and scipy: independent of Longhaul's own."""
import numpy
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score, roc_auc_score

HIGHER = {'roc_auc', 'mean_roc_auc', 'spearman', 'qwk'}


def score(metric, answers, submission, columns):
    """The score of a submission whose rows are those of the answers, in order."""
    truth, given = answers[columns].to_numpy(float), submission[columns].to_numpy(float)
    if metric == 'roc_auc':
        return roc_auc_score(truth[:, 0], given[:, 0])
    if metric == 'qwk':
        return cohen_kappa_score(truth[:, 0], given[:, 0], weights='quadratic')
    if metric == 'mean_roc_auc':
        return numpy.mean([roc_auc_score(truth[:, at], given[:, at]) for at in range(truth.shape[1])])
    if metric == 'log_loss' and len(columns) == 1:
        chance = given[:, 0].clip(1e-15, 1 - 1e-15)
        return -numpy.mean(truth[:, 0] * numpy.log(chance) + (1 - truth[:, 0]) * numpy.log(1 - chance))
    if metric == 'log_loss':
        chance = (given / given.sum(1, keepdims=True)).clip(1e-15, 1)
        return -numpy.mean((truth * numpy.log(chance)).sum(1))
    if metric == 'rmse':
        return numpy.sqrt(numpy.mean((truth - given) ** 2))
    if metric == 'mcrmse':
        return numpy.mean(numpy.sqrt(numpy.mean((truth - given) ** 2, 0)))
    if metric == 'mcrmsle':
        return numpy.mean([numpy.sqrt(numpy.mean((numpy.log1p(truth[:, at]) - numpy.log1p(given[:, at])) ** 2)) for at in range(truth.shape[1])])
    if metric == 'spearman':
        return numpy.mean([spearmanr(truth[:, at], given[:, at]).correlation for at in range(truth.shape[1])])
    raise ValueError(metric)
