-- Les noeuds se rangent par leur place dans l'arbre lu de gauche a droite : ceux d'une meme region sont voisins, une preuve
-- touche quelques pages quelle que soit la taille du journal. Par (niveau, rang), chaque niveau etait a l'autre bout de l'index.
alter table noeud drop constraint noeud_pkey;
alter table noeud add column place bigint not null generated always as (((2 * rang + 1) << niveau::integer) - 1) stored;
alter table noeud add primary key (place);
