/** Le mode d'emploi joint a l'archive : il ne depend que du dossier et du service, jamais de l'heure. */
export const lisezMoi = (idj: string, ministere: string): string => `DOSSIER ${idj}
exporté par ${ministere}

Cette archive est le dossier entier et ses preuves. Elle se vérifie sans réseau,
sans nous, et sans nous croire sur parole.

CE QU’ELLE CONTIENT
  dossier.json          la liste de tout ce qui suit, scellée (dossier.json.p7s)
  actes/                chaque acte signé, octet pour octet (PDF : il s’ouvre et se lit)
  archives/             les mêmes actes portés au niveau B-LTA, quand le dossier est clos :
                        l’acte, puis les preuves et l’horodatage qui le gardent vérifiable
  pieces/               les fichiers que les actes joignent, dans leur état d’origine
  plis/, accuses/       ce que les deux ministères se sont envoyé, et leurs accusés signés
  journal/              chaque fait du dossier, et la preuve de sa place dans le journal
  pair/                 ce que l’autre ministère a attesté de ce même dossier, et la
                        preuve arrivée avec chacun de ses actes
  confiance/            certificats et clés publiques de l’export

COMMENT VÉRIFIER
  Avec la page : ouvrez la page « vérificateur » des ministères dans un navigateur,
  même sans réseau, et déposez-y ce fichier ZIP.
  En ligne de commande :
    npm run verify -- --ancres DOSSIER_DES_ANCRES CE_FICHIER.zip
  Avec Python 3 et openssl seulement :
    python3 verify.py --ancres DOSSIER_DES_ANCRES CE_FICHIER.zip

  Les ancres (autorités et clés publiques) doivent venir d’ailleurs que de cette
  archive : du site des ministères, ou d’une clé remise en main propre. Sans elles,
  le verdict le dit. Si vous tenez un bordereau imprimé, ajoutez le texte de son QR
  (--tete « PPN1 … ») : il prouve que rien n’a été retiré depuis son impression.

SI LE VERDICT N’EST PAS « VALIDE »
  Le rapport nomme la pièce et dit quoi faire. Conservez cette archive telle quelle.

La spécification complète est publique : docs/preuve.md.
`;
