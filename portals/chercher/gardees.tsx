import { annoncer, Bouton, BoutonIcone, Echec } from '@ppn/kit';
import type { RechercheGardee } from '@ppn/recherche/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { BookmarkPlus, X } from 'lucide-react';
import { type Demande, estVide, validerDemande } from './demande.ts';
import { garder, lectureGardees, oublier, problemeDe } from './donnees.ts';
import type { ClientDeRecherche } from './palette.ts';

/** Les recherches gardees, une par bouton ; celle de l'ecran se garde d'un geste, sous sa question. */
export function Gardees({
  client,
  demande,
  changer,
}: {
  readonly client: ClientDeRecherche;
  readonly demande: Demande;
  readonly changer: (demande: Demande) => void;
}) {
  const memoire = useQueryClient();
  const gardees = useQuery(lectureGardees(client)).data ?? [];
  const relire = () => memoire.invalidateQueries(lectureGardees(client));
  const garde = useMutation({
    mutationFn: () => garder(client, nomDe(demande), demande),
    onSuccess: async () => {
      annoncer('Recherche gardée.');
      await relire();
    },
  });
  const oubli = useMutation({ mutationFn: (id: string) => oublier(client, id), onSuccess: relire });
  const deja = gardees.some((recherche) => memeDemande(demandeDe(recherche), demande));
  const echec = garde.error ?? oubli.error;
  if (gardees.length === 0 && estVide(demande)) return null;
  return (
    <div className="rangee chercher-gardees">
      {gardees.length === 0 ? null : (
        <ul aria-label="Recherches gardées">
          {gardees.map((recherche) => (
            <li key={recherche.id} className="chercher-gardee">
              <button
                type="button"
                aria-pressed={memeDemande(demandeDe(recherche), demande)}
                onClick={() => changer(demandeDe(recherche))}
              >
                {recherche.nom}
              </button>
              <BoutonIcone
                libelle={`Oublier la recherche « ${recherche.nom} »`}
                onClick={() => oubli.mutate(recherche.id)}
              >
                <X size={14} aria-hidden="true" />
              </BoutonIcone>
            </li>
          ))}
        </ul>
      )}
      {estVide(demande) || deja ? null : (
        <Bouton
          genre="discret"
          icone={<BookmarkPlus size={16} aria-hidden="true" />}
          enCours={garde.isPending}
          onClick={() => garde.mutate()}
        >
          Garder cette recherche
        </Bouton>
      )}
      {echec === null ? null : <Echec probleme={problemeDe(echec)} />}
    </div>
  );
}

/** Une recherche gardee, telle que l'adresse la porte. */
const demandeDe = ({ question, filtres }: RechercheGardee): Demande =>
  validerDemande({ ...filtres, ...(question === '' ? {} : { q: question }) });

const memeDemande = (une: Demande, autre: Demande): boolean => enClair(une) === enClair(autre);

const enClair = (demande: Demande): string =>
  JSON.stringify(Object.entries(validerDemande({ ...demande, q: (demande.q ?? '').trim() })));

/** Le nom d'une recherche : sa question, puis ce qui la resserre. */
const nomDe = ({ q = '', tri: _, ...filtres }: Demande): string =>
  [q.trim(), ...Object.values(filtres)].filter(Boolean).join(' · ').slice(0, 80);
