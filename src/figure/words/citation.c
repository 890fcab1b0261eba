/* BibTeX entries. */
#include "figure/words/citation.h"

const char *
figure_citation_get (void)
{
  return "@inproceedings{zhang2024unimodal,\n"
         "  title     = {Understanding Unimodal Bias in Multimodal Deep Linear Networks},\n"
         "  author    = {Zhang, Yedi and Latham, Peter E. and Saxe, Andrew M.},\n"
         "  booktitle = {Proceedings of the 41st International Conference on Machine Learning},\n"
         "  series    = {Proceedings of Machine Learning Research},\n"
         "  volume    = {235},\n"
         "  publisher = {PMLR},\n"
         "  year      = {2024},\n"
         "  eprint    = {2312.00935},\n"
         "  eprinttype = {arxiv},\n"
         "  url       = {https://arxiv.org/abs/2312.00935}\n"
         "}\n"
         "\n"
         "@software{plateau,\n"
         "  title   = {Plateau: training of multimodal deep linear networks},\n"
         "  author  = {{Plateau Lab}},\n"
         "  version = {" PLATEAU_VERSION "},\n"
         "  year    = {2026},\n"
         "  url     = {https://github.com/plateau-lab/plateau}\n"
         "}\n";
}
