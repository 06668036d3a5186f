import '@ppn/kit/styles.css';
import './styles.css';
import './garde-a-vue/garde-a-vue.css';
import { initialiserTheme } from '@ppn/kit';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Application } from './application.tsx';
import { memoire } from './donnees.ts';

initialiserTheme();
const racine = document.getElementById('racine');
if (racine !== null) {
  createRoot(racine).render(
    <StrictMode>
      <QueryClientProvider client={memoire}>
        <Application />
      </QueryClientProvider>
    </StrictMode>,
  );
}
