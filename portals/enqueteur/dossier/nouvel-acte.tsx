import type { Probleme } from '@ppn/api-client';
import { Chargement, Dialogue, Echec, Liste, Rang } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { client } from '../application/client.ts';
import { invalider, lectureCatalogue, problemeDe } from '../application/donnees.ts';
import type { Vue } from '../application/types.ts';
import { nomComplet } from '../application/vocabulaire.ts';

type Choix = {
  readonly cle: string;
  readonly type: TypeRedige;
  readonly titre: string;
  readonly description: string;
  readonly personne?: string;
};
type TypeRedige =
  | 'plainte'
  | 'constatations'
  | 'audition-victime'
  | 'audition-libre'
  | 'synthese'
  | 'classement-sans-suite'
  | 'copj';

/** Personne que chaque acte vise ; les autres actes n'en visent aucune. */
const VISE: Readonly<Partial<Record<TypeRedige, Vue['personnes'][number]['roles'][number]>>> = {
  plainte: 'victime',
  'audition-victime': 'victime',
  'audition-libre': 'mis-en-cause',
};

/** Choix du type d'acte, une entree par personne visee ; l'acte s'ouvre prerempli. */
export function NouvelActe({ vue, surFermeture }: { readonly vue: Vue; readonly surFermeture: () => void }) {
  const catalogue = useQuery(lectureCatalogue);
  const naviguer = useNavigate();
  const [refus, poserRefus] = useState<Probleme | undefined>(undefined);
  const enCours = useRef(false);

  const commencer = async (choix: Choix): Promise<void> => {
    if (enCours.current) return;
    enCours.current = true;
    const corps =
      choix.personne === undefined ? { type: choix.type } : { type: choix.type, personne: choix.personne };
    const rendu = await client.appeler('POST /api/dossiers/:idj/actes', { idj: vue.idj, corps });
    enCours.current = false;
    if (!rendu.ok) return poserRefus(rendu.refus);
    invalider({ genre: 'dossier', idj: vue.idj });
    surFermeture();
    return void naviguer({
      to: '/dossiers/$idj/actes/$acteId',
      params: { idj: vue.idj, acteId: rendu.valeur.acteId },
    });
  };
  return (
    <Dialogue titre="Nouvel acte" surFermeture={surFermeture}>
      {refus === undefined ? null : <Echec probleme={refus} />}
      {catalogue.isError ? (
        <Echec probleme={problemeDe(catalogue.error)} reessayer={() => void catalogue.refetch()} />
      ) : null}
      {catalogue.isPending ? <Chargement /> : null}
      <Liste libelle="Types d’actes">
        {(catalogue.data ?? [])
          .flatMap((un) => choixPour(un, vue))
          .map((choix) => (
            <Rang key={choix.cle}>
              <button
                type="button"
                className="rang rang-haut rang-colonne"
                data-rang=""
                onClick={() => void commencer(choix)}
              >
                <span className="rang-titre">{choix.titre}</span>
                <span className="petit discret">{choix.description}</span>
              </button>
            </Rang>
          ))}
      </Liste>
    </Dialogue>
  );
}

function choixPour(
  {
    type,
    titre,
    description,
  }: { readonly type: TypeRedige; readonly titre: string; readonly description: string },
  vue: Vue,
): readonly Choix[] {
  const role = VISE[type];
  const visees = role === undefined ? [] : vue.personnes.filter(({ roles }) => roles.includes(role));
  if (visees.length === 0) return [{ cle: type, type, titre, description }];
  return visees.map((personne) => ({
    cle: `${type} ${personne.id}`,
    type,
    titre: `${titre} : ${nomComplet(personne)}`,
    description,
    personne: personne.id,
  }));
}
