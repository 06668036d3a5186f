import { exiger } from '@ppn/api-client';
import { annoncer, Chargement, Dialogue, Echec, dateEtHeure, nomDeMesure as nomDe } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { client, problemeDe } from '../client.ts';
import { memoire } from '../donnees.ts';
import type { Redaction } from '../decision/brouillon.ts';
import { DialogueSignature } from '../signature/dialogue-signature.tsx';
import { ChoixDeDecision, type DecisionChoisie } from './choix-de-decision.tsx';
import type { LigneDeMesure, VueMesure } from './donnees.ts';

/** Ce qu'un magistrat decide d'une mesure, depuis le tableau. */
export type Geste = 'prolongation' | 'mainlevee' | 'accord' | 'requete' | 'report';

const TITRES: { readonly [geste in Geste]: string } = {
  prolongation: 'Prolonger la garde à vue',
  mainlevee: 'Mettre fin à la garde à vue',
  accord: 'Accord préalable à la retenue',
  requete: 'Requérir le juge des libertés et de la détention',
  report: 'Différer l’avocat',
};
const TYPES = {
  prolongation: 'gav-prolongation',
  mainlevee: 'gav-mainlevee',
  accord: 'gav-accord',
  requete: 'gav-requete-jld',
  report: 'gav-differe',
} as const;

type Proprietes = {
  readonly genre: Geste;
  readonly ligne: LigneDeMesure;
  /** Ce que la loi permet de l'avocat a ce magistrat ; vide depuis le tableau, qui n'offre pas ce geste. */
  readonly reports?: VueMesure['reports'];
  readonly surFermeture: () => void;
};

/** Decider en deux gestes et un PIN : l'acte est prerempli par le service, un bouton le complete et le signe. */
export const Decision = ({ genre, ligne, reports = [], surFermeture }: Proprietes) => {
  const { idj, id } = ligne;
  const [cle] = useState(() => crypto.randomUUID());
  const [aSigner, setASigner] = useState<{ readonly acteId: string; readonly titre: string }>();
  const [signee, setSignee] = useState(false);
  const brouillon = useQuery({
    queryKey: ['decision-de-mesure', cle],
    queryFn: () =>
      exiger(
        client.appeler('POST /api/dossiers/:idj/actes', {
          idj,
          corps: { type: TYPES[genre], mesure: id },
        }),
      ),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  });
  const fermer = useCallback(() => {
    const acteId = brouillon.data?.acteId;
    if (!signee && acteId !== undefined)
      void client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj, acteId });
    if (signee) void memoire.invalidateQueries({ queryKey: ['mesure', id] });
    surFermeture();
  }, [brouillon.data, signee, idj, id, surFermeture]);
  if (aSigner !== undefined)
    return (
      <DialogueSignature
        actes={[aSigner]}
        surSignature={() => {
          setSignee(true);
          annoncer(`${TITRES[genre]} : décision signée, l’unité en est avisée.`);
        }}
        surFermeture={fermer}
      />
    );
  return (
    <Dialogue titre={TITRES[genre]} surFermeture={fermer} large>
      <p>
        <strong>{nomDe(ligne)}</strong> · {ligne.unite.libelle} · {ligne.numero}
        {ligne.echeance === null ? '' : ` · échéance le ${dateEtHeure(ligne.echeance)}`}
      </p>
      {brouillon.isPending ? <Chargement libelle="Préparation de la décision" /> : null}
      {brouillon.isError ? <Echec probleme={problemeDe(brouillon.error)} /> : null}
      {brouillon.data === undefined ? null : (
        <ChoixDeDecision
          genre={genre}
          ligne={ligne}
          reports={reports}
          redaction={brouillon.data}
          surSigner={async (actuelle, choisie) => {
            const ecrite = await completer(actuelle, choisie);
            if ('refus' in ecrite || ecrite.manques.length > 0) return ecrite;
            setASigner(ecrite);
            return undefined;
          }}
        />
      )}
    </Dialogue>
  );
};

/** Ecrit le choix dans l'acte ; rend l'acte relu par le service, ou son refus. */
async function completer(
  { idj, acteId, version, contenu }: Redaction,
  choisie: DecisionChoisie,
): Promise<Redaction | { readonly refus: string }> {
  const ecrite = await client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
    idj,
    acteId,
    corps: { versionAttendue: version, contenu: { ...contenu, ...choisie } },
  });
  return ecrite.ok ? ecrite.valeur : { refus: ecrite.refus.detail };
}
