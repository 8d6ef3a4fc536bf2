import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The staff console only: patient pages are rendered by the server and have no build.
export default defineConfig({
  root: fileURLToPath(new URL('web/console', import.meta.url)),
  base: '/console/',
  plugins: [react()],
  publicDir: false,
  build: {
    outDir: fileURLToPath(new URL('.build/console', import.meta.url)),
    emptyOutDir: true,
    target: 'es2024',
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
})
