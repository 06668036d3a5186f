import { creerClient } from '@ppn/api-client';
import type { Probleme } from '@ppn/api-client';
import { Annonces, Bouton, TitrePage } from '@ppn/kit';
import type { contratInterieur } from '@ppn/service-interieur/contract';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { OuvertureDeTablette } from '../application/types.ts';
import '../styles/tablette.css';
import { LectureEtSignature } from './lecture-et-signature.tsx';
import { SaisieDuCode } from './saisie-du-code.tsx';
import { prendreSurCePoste, type SurCePoste } from './sur-ce-poste.ts';

/** Client de la tablette : aucun temoin de session n'est lu, seul le jeton de la remise parle. */
const clientDe = (jeton?: string) =>
  creerClient<typeof contratInterieur>({
    fetch: (entree, suite) => fetch(entree, { ...suite, credentials: 'omit' }),
    ...(jeton === undefined ? {} : { entetes: { authorization: `Bearer ${jeton}` } }),
  });
export type ClientDeTablette = ReturnType<typeof clientDe>;

type Etape =
  | { readonly nom: 'code'; readonly refus?: Probleme }
  | { readonly nom: 'ouverture' }
  | { readonly nom: 'acte'; readonly ouverture: OuvertureDeTablette }
  | { readonly nom: 'fin'; readonly phrase: string };

/** La tablette : un code, un acte a lire, une signature. Rien n'est garde sur l'appareil, rien d'autre n'est accessible. */
export function PageTablette() {
  const [etape, poserEtape] = useState<Etape>({ nom: 'code' });
  const [ici, poserIci] = useState<SurCePoste | undefined>(undefined);
  const lance = useRef(false);
  const ouvrir = async (code: string): Promise<void> => {
    poserEtape({ nom: 'ouverture' });
    const rendu = await clientDe().appeler('POST /api/tablette', { corps: { code } });
    poserEtape(rendu.ok ? { nom: 'acte', ouverture: rendu.valeur } : { nom: 'code', refus: rendu.refus });
  };
  const demarrer = useRef(ouvrir);
  useEffect(() => {
    if (lance.current) return;
    lance.current = true;
    const poste = prendreSurCePoste();
    poserIci(poste);
    const code = poste?.code ?? decodeURIComponent(location.hash.slice(1));
    // Le code du QR quitte l'adresse et l'historique aussitot lu.
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
    if (code !== '') void demarrer.current(code);
  }, []);
  return (
    <div className="tablette">
      {etape.nom === 'code' || etape.nom === 'ouverture' ? (
        <SaisieDuCode
          refus={etape.nom === 'code' ? etape.refus : undefined}
          enCours={etape.nom === 'ouverture'}
          surCode={(code) => void ouvrir(code)}
          retour={ici === undefined ? undefined : <RetourALActe acte={ici} />}
        />
      ) : null}
      {etape.nom === 'acte' ? (
        <LectureEtSignature
          client={clientDe(etape.ouverture.jeton)}
          lecture={etape.ouverture.lecture}
          surFin={(phrase) => poserEtape({ nom: 'fin', phrase })}
        />
      ) : null}
      {etape.nom === 'fin' ? (
        <main className="tablette-fin">
          <TitrePage onglet="Terminé">Terminé</TitrePage>
          <p>{etape.phrase}</p>
          {ici === undefined ? <p>Rendez la tablette à l’agent.</p> : <RetourALActe acte={ici} />}
        </main>
      ) : null}
      <footer className="demonstrateur">Démonstrateur, non officiel. Données entièrement fictives.</footer>
      <Annonces />
    </div>
  );
}

function RetourALActe({ acte: { idj, acteId } }: { readonly acte: SurCePoste }) {
  const naviguer = useNavigate();
  return (
    <div className="rangee">
      <Bouton
        genre="primaire"
        onClick={() =>
          void naviguer({ to: '/dossiers/$idj/actes/$acteId', params: { idj, acteId }, replace: true })
        }
      >
        Rendre le poste à l’agent
      </Bouton>
    </div>
  );
}
